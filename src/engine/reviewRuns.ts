import type { Configuration } from '../core/configuration';
import type { EntryApprover } from '../core/ports/entryApprover';
import type { ScopeApprover } from '../core/ports/scopeApprover';
import { systemClock } from '../core/ports/clock';
import type { RunEvent } from '../core/runEvent';
import type { SectionText } from '../core/section';
import type { JournalRequest, QaRequest } from '../orchestration/engine';
import { earlierRuns, filesOfRuns } from '../orchestration/qa/earlierRuns';
import { newRunId } from '../orchestration/runId';
import { openJournalFiles } from '../workspace/history/journalFiles';
import { openWorkHistory } from '../workspace/history/workHistory';
import { openDismissals } from '../workspace/state/dismissals';
import { startRun, type RunHost } from './conductedRun';

/** Runs that are looked at for the files of a section, and QA runs whose findings are known again. */
const mostDevelopRuns = 40;
const mostQaRuns = 5;
const mostFixRuns = 20;

const two = (value: number) => String(value).padStart(2, '0');

/** The user's own date and time of an instant. */
function localTime(now: Date): { readonly date: string; readonly time: string } {
  const date = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  return { date, time: `${two(now.getHours())}:${two(now.getMinutes())}` };
}

/** Starts a QA of these sections. */
export async function* startQa(
  host: RunHost,
  configuration: Configuration,
  found: { readonly sections: readonly SectionText[]; readonly warnings: readonly string[] },
  request: QaRequest,
  { approveScope }: Partial<ScopeApprover>,
): AsyncGenerator<RunEvent> {
  const { parts } = host;
  const { archive } = parts;
  const { sections, warnings } = found;
  const numbers = sections.map(({ number }) => number);
  const [developed, reviewed, fixes, dismissals] = await Promise.all([
    earlierRuns(archive, 'develop', numbers, mostDevelopRuns),
    earlierRuns(archive, 'qa', numbers, mostQaRuns),
    earlierRuns(archive, 'fix', numbers, mostFixRuns),
    openDismissals(parts.state).list(),
  ]);
  // A QA that gave no score knows nothing; one of other sections too has another total.
  const earlier = reviewed.filter(({ score, sections: asked }) => score && asked.join() === numbers.join());
  const input = {
    paths: request.paths ?? [],
    written: filesOfRuns(developed, numbers),
    memory: { earlier, dismissals, fixes },
    ...(approveScope ? { approver: { approveScope } } : {}),
  };
  const { reviewConductors } = await import('../orchestration/reviewConductors');
  const runId = newRunId(systemClock.now(), Math.random);
  const subject = {
    runId,
    command: 'qa',
    workspace: parts.workspace,
    sections,
    related: [],
    outline: [],
    verify: false,
    notes: warnings,
  } as const;
  yield* startRun(host, configuration, subject, false, reviewConductors.qa(input));
}

/** What a run proposed, as a diff; empty where its commits are gone, for example with the folder that held them. */
async function diffOfRun(parts: RunHost['parts'], runId: string, maxBytes: number): Promise<string> {
  try {
    const store = await parts.store(runId);
    const [base, result] = await Promise.all([store.getRef('snapshot'), store.getRef('result')]);
    return base === undefined || result === undefined ? '' : await store.diffText(base, result, maxBytes);
  } catch {
    return '';
  }
}

/** Starts the writing of a journal entry; `since` as ISO. */
export async function* startJournal(
  host: RunHost,
  configuration: Configuration,
  request: JournalRequest,
  approver: EntryApprover,
): AsyncGenerator<RunEvent> {
  const { parts } = host;
  const { archive, workspace } = parts;
  const [git, guard] = await Promise.all([parts.git(), parts.guard()]);
  const sources = {
    archive,
    history: openWorkHistory(git, workspace),
    files: openJournalFiles(workspace, guard),
    diffOfRun: (runId: string, maxBytes: number) => diffOfRun(parts, runId, maxBytes),
  };
  const input = { since: request.since, sources, approver, localTime };
  const { reviewConductors } = await import('../orchestration/reviewConductors');
  const runId = newRunId(systemClock.now(), Math.random);
  const subject = {
    runId,
    command: 'journal',
    workspace,
    sections: [],
    related: [],
    outline: [],
    verify: false,
    notes: [],
  } as const;
  yield* startRun(host, configuration, subject, false, reviewConductors.journal(input));
}
