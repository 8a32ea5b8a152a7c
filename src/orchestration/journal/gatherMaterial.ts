import type { JournalFiles } from '../../core/ports/journalFiles';
import type { RunArchive } from '../../core/ports/runArchive';
import type { WorkHistory } from '../../core/ports/workHistory';
import type { RunState } from '../../core/runState';
import { lastEntryUntil } from '../../journal/entryText';
import type { JournalMaterial } from '../../journal/material';
import { loadRun } from '../runHistory';

const mostDays = 30;
const mostRuns = 60;
const mostCommits = 400;
const diffBytes = 200_000;

/** Where the material of an entry comes from. */
export interface JournalSources {
  readonly archive: RunArchive;
  readonly history: WorkHistory;
  readonly files: JournalFiles;
  /** The unified diff of what a run proposed, at most `maxBytes`; empty where its commits are gone. */
  readonly diffOfRun: (runId: string, maxBytes: number) => Promise<string>;
}

/** The runs that began after `since`, oldest first; journal runs are no work. */
async function runsSince(archive: RunArchive, since: string | undefined, own: string): Promise<readonly RunState[]> {
  const runs: RunState[] = [];
  for (const runId of await archive.listIds()) {
    if (runs.length >= mostRuns) break;
    const { first } = await archive.readEnds(runId);
    if (runId === own || first?.type !== 'run-start' || first.command === 'journal') continue;
    if (since !== undefined && Date.parse(first.time) <= Date.parse(since)) continue;
    runs.unshift(await loadRun(archive, runId));
  }
  return runs;
}

/** What runs changed that no commit since holds: most people commit after they have looked back, and some have no git. */
async function uncommittedDiff(
  { diffOfRun }: JournalSources,
  runs: readonly RunState[],
  lastCommit: string | undefined,
): Promise<string> {
  const committed = lastCommit === undefined ? -Infinity : Date.parse(lastCommit);
  const applied = runs.filter((run) => run.applied && !run.reverted && Date.parse(run.startedAt) > committed);
  const diffs = await Promise.all(
    applied.map(async ({ runId }) => {
      const diff = await diffOfRun(runId, Math.floor(diffBytes / applied.length));
      return diff === '' ? '' : `Changed by run ${runId}, not committed:\n${diff}`;
    }),
  );
  return diffs.filter((diff) => diff !== '').join('\n');
}

/** What happened since `since`, else since the last entry, else ever (bounded). `until` is now; `own` is the journal's own run. */
export async function gatherMaterial(
  sources: JournalSources,
  asked: { readonly since: string | undefined; readonly until: string; readonly own: string },
): Promise<JournalMaterial> {
  const { archive, history, files } = sources;
  const since = asked.since ?? lastEntryUntil(await files.readNewest(mostDays));
  const [runs, commits] = await Promise.all([
    runsSince(archive, since, asked.own),
    history.commitsSince(since, mostCommits),
  ]);
  const diffs = await Promise.all([
    history.diffOf(commits, diffBytes),
    uncommittedDiff(sources, runs, commits.at(-1)?.time),
  ]);
  return { since, until: asked.until, runs, commits, diff: diffs.filter((diff) => diff !== '').join('\n') };
}
