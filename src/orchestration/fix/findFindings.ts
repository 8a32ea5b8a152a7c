import type { FixOrder, FindingToFix } from '../../core/fixOrder';
import { findingsInForce } from '../../core/findingsInForce';
import { fixedFindings } from '../../core/fixedFindings';
import type { RunArchive } from '../../core/ports/runArchive';
import type { RunState } from '../../core/runState';
import { UsageError } from '../../core/usageError';
import { loadRun, resolveRun } from '../runHistory';

/** Which findings are meant: by their ids (a beginning is enough), or all in force of one file. `run`: the QA that found them. */
export interface WantedFindings {
  readonly ids: readonly string[];
  readonly file?: string;
  readonly run?: string;
}

/** Runs of each kind that are looked at, newest first. */
const mostRuns = 30;

async function runsOf(archive: RunArchive, command: 'qa' | 'fix'): Promise<readonly RunState[]> {
  const runs: RunState[] = [];
  for (const runId of await archive.listIds()) {
    if (runs.length >= mostRuns) break;
    const { first } = await archive.readEnds(runId);
    if (first?.type === 'run-start' && first.command === command) runs.push(await loadRun(archive, runId));
  }
  return runs;
}

async function reviewRuns(archive: RunArchive, run: string | undefined): Promise<readonly RunState[]> {
  if (run === undefined) return runsOf(archive, 'qa');
  const state = await loadRun(archive, await resolveRun(archive, run));
  if (state.command === 'qa') return [state];
  throw new UsageError(`Run ${state.runId} is a ${state.command} run. Name a QA run: see mao runs`);
}

/** A finding goes with the first section of its QA; which of several it belongs to, nobody said. */
const toFix = ({ sections }: RunState, finding: FindingToFix['finding']): FindingToFix => ({
  section: sections[0] ?? '',
  finding,
});

function byId(runs: readonly RunState[], id: string): FindingToFix {
  const found = new Map<string, FindingToFix>();
  for (const run of runs) {
    for (const finding of run.findings) {
      if (finding.id === id) return toFix(run, finding);
      if (id !== '' && finding.id.startsWith(id) && !found.has(finding.id)) found.set(finding.id, toFix(run, finding));
    }
  }
  const [only, ...more] = found.values();
  if (only && more.length === 0) return only;
  if (only) throw new UsageError(`"${id}" may be any of ${[...found.keys()].join(', ')}. Give more of its id.`);
  throw new UsageError(`There is no finding ${id}. The ids stand in the report of the QA: mao report <QA run>`);
}

async function ofFile(
  archive: RunArchive,
  runs: readonly RunState[],
  file: string,
  dismissed: ReadonlySet<string>,
): Promise<readonly FindingToFix[]> {
  const fixed = fixedFindings(await runsOf(archive, 'fix'));
  const byRun = new Map(runs.map((run) => [run.runId, run]));
  const inForce = findingsInForce(
    runs.map((state) => ({ state, live: false })),
    dismissed,
    fixed,
  );
  return inForce.flatMap(({ runId, finding }) => {
    const run = byRun.get(runId);
    if (!run || finding.file !== file) return [];
    return [toFix(run, finding)];
  });
}

/** The findings that are wanted, each once; a `UsageError` when there are none. */
export async function findFindings(
  archive: RunArchive,
  wanted: WantedFindings,
  dismissed: ReadonlySet<string>,
): Promise<FixOrder['findings']> {
  const runs = await reviewRuns(archive, wanted.run);
  if (runs.length === 0) {
    throw new UsageError('There is no QA run yet, so there is no finding. Start one: mao qa <section>');
  }
  const { file } = wanted;
  const named = wanted.ids.map((id) => byId(runs, id));
  const all = file === undefined ? [] : await ofFile(archive, runs, file, dismissed);
  const found = new Map([...named, ...all].map((one) => [one.finding.id, one]));
  if (found.size > 0) return [...found.values()];
  throw new UsageError(
    file === undefined
      ? 'Name the findings by their ids, or a file with --all. See: mao report <QA run>'
      : `The QA runs have no finding left in ${file}.`,
  );
}
