import type { Clock } from '../core/ports/clock';
import type { RunArchive } from '../core/ports/runArchive';
import type { RunEvent, RunEventBody } from '../core/runEvent';
import type { RunState } from '../core/runState';
import { UsageError } from '../core/usageError';
import type { RunSummary } from './engine';
import { reduceRun } from './reduceRun';
import { summarizeRun } from './summarizeRun';

/** All runs of a workspace as they are listed, newest first; folders without a readable log are left out. */
export async function listRuns(archive: RunArchive): Promise<readonly RunSummary[]> {
  const [ids, running] = await Promise.all([archive.listIds(), archive.runningId()]);
  const summaries = await Promise.all(
    ids.map(async (runId) => summarizeRun(await archive.readEnds(runId), runId === running)),
  );
  return summaries.filter((summary) => summary !== undefined);
}

/** The newest run of which something was written; a start that failed leaves a folder only. */
async function newestRun(archive: RunArchive, ids: readonly string[]): Promise<string | undefined> {
  for (const runId of ids) if (summarizeRun(await archive.readEnds(runId), false)) return runId;
  return ids[0];
}

/** The run with this id (its beginning is enough), or the newest; a `UsageError` when there is none. */
export async function resolveRun(archive: RunArchive, runId: string | undefined): Promise<string> {
  const ids = await archive.listIds();
  const newest = runId === undefined ? await newestRun(archive, ids) : ids[0];
  if (newest === undefined) {
    throw new UsageError('There are no runs in this workspace yet. Start one with: mao develop <section>');
  }
  if (runId === undefined) return newest;
  const found = ids.filter((id) => id.startsWith(runId));
  const [only] = found;
  if (only !== undefined && (found.length === 1 || only === runId)) return only;
  if (found.length > 1) {
    const more = found.length > 5 ? ` and ${found.length - 5} more` : '';
    throw new UsageError(`"${runId}" may be any of ${found.slice(0, 5).join(', ')}${more}. Give more of its id.`);
  }
  throw new UsageError(`There is no run ${runId}. See: mao runs`);
}

/** The state of a run, folded from its whole log. */
export async function loadRun(archive: RunArchive, runId: string): Promise<RunState> {
  let state: RunState | undefined;
  for await (const event of archive.readEvents(runId)) state = reduceRun(state, event);
  if (!state) throw new UsageError(`Run ${runId} has no readable log, so there is nothing to show of it.`);
  return state;
}

/** Appends an event to an ended run's log, with the next sequence number; gives the event as written. */
export async function recordEvent(
  archive: RunArchive,
  runId: string,
  body: RunEventBody,
  clock: Clock,
): Promise<RunEvent> {
  const { last } = await archive.readEnds(runId);
  const seq = (last.at(-1)?.seq ?? 0) + 1;
  const event = { ...body, time: clock.now().toISOString(), runId, seq };
  await archive.append(event);
  return event;
}
