import type { ResumableStore } from '../core/ports/snapshotStore';
import { goesOn } from '../core/goesOn';
import type { RunEvent } from '../core/runEvent';
import type { RunState } from '../core/runState';
import { hasUnapprovedPlan } from '../core/unapprovedPlan';
import { UsageError } from '../core/usageError';
import type { WorkstreamRetry } from './reopenRun';
import { reduceRun } from './reduceRun';

/** What a run's log says when it is read to its end. `answers`: the last attempt's text, by workstream key. */
export interface RunSoFar {
  readonly state: RunState;
  readonly lastSeq: number;
  readonly elapsedMs: number;
  readonly answers: ReadonlyMap<string, string>;
}

/** A run that goes on: what was, what the user should know of it, and the store that finds its work again. */
export interface ResumedRun extends RunSoFar {
  readonly notes: readonly string[];
  readonly store: ResumableStore;
  /** The one workstream for which a run that was over goes on. */
  readonly retry?: WorkstreamRetry;
  /** The workstreams that failed and are done again, by key. */
  readonly reopened?: ReadonlySet<string>;
}

const answerChars = 4000;

/** Reads a run's log; undefined when it has no readable event. */
export async function readRunSoFar(events: AsyncIterable<RunEvent>): Promise<RunSoFar | undefined> {
  let state: RunState | undefined;
  let lastSeq = 0;
  let elapsedMs = 0;
  let since: number | undefined;
  const answers = new Map<string, string>();
  for await (const event of events) {
    state = reduceRun(state, event);
    lastSeq = event.seq;
    const time = Date.parse(event.time);
    // The time between a crash and going on is nobody's work.
    if (event.type !== 'run-start' && since !== undefined) elapsedMs += Math.max(0, time - since);
    since = time;
    const key = `${event.section ?? ''}/${event.workstream ?? ''}`;
    if (event.type === 'attempt-start') answers.delete(key);
    if (event.type === 'text-delta') answers.set(key, ((answers.get(key) ?? '') + event.text).slice(-answerChars));
  }
  return state && { state, lastSeq, elapsedMs, answers };
}

/** A `UsageError` unless the run was interrupted, cancelled, or never got its plan approved: what is finished can not go on. */
export function assertResumable(state: RunState): void {
  const { runId, end, applied, reverted, command, changes } = state;
  if (!goesOn(command)) {
    throw new UsageError(`Run ${runId} is a ${command} run; these do not go on. Start it again with: mao ${command}`);
  }
  if (!end) return;
  const untouched = applied === undefined && !reverted;
  if (end.outcome === 'cancelled' && untouched) return;
  if (hasUnapprovedPlan(state)) return;
  if (end.outcome === 'failed' && end.failure?.code === 'refused' && !changes) return; // nobody was there to ask
  const how = end.outcome === 'failed' ? 'failed' : 'is finished';
  throw new UsageError(
    `Run ${runId} ${how}, so there is nothing to go on with. Start a new one with: mao ${command === 'fix' ? 'fix' : 'develop'}`,
  );
}
