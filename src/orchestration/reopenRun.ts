import { hasFailedWork } from '../core/failedWork';
import type { RunState, WorkstreamState } from '../core/runState';
import { dependenciesOf } from './dependenciesOf';
import { UsageError } from '../core/usageError';

/** A workstream that ended without success, and the model that is to do it. */
export interface WorkstreamRetry {
  readonly key: string;
  readonly model: string;
}

/** What is skipped because of `keys`, directly or by way of others. */
function skippedFor(run: RunState, keys: readonly string[]): ReadonlySet<string> {
  const graph = dependenciesOf(run);
  const found = new Set(keys);
  for (let size = 0; size < found.size;) {
    size = found.size;
    for (const { key: other, state } of run.workstreams) {
      if (state === 'skipped' && graph.get(other)?.some((before) => found.has(before)) === true) found.add(other);
    }
  }
  for (const key of keys) found.delete(key);
  return found;
}

const open = { endedAt: undefined, failure: undefined };

/**
 * A run as it goes on when it is resumed: what failed is to be done again, and so is what was skipped because of it and all
 * that comes after the workstreams. `reopened` are the keys of what failed; none, and the same state, when nothing did or the
 * run's changes are in the workspace already.
 */
export function withFailuresReopened(state: RunState): {
  readonly state: RunState;
  readonly reopened: ReadonlySet<string>;
} {
  if (!hasFailedWork(state)) return { state, reopened: new Set() };
  const failed = state.workstreams.filter((workstream) => workstream.state === 'failed').map(({ key }) => key);
  const reopened = new Set(failed);
  const waiting = skippedFor(state, failed);
  const workstreams = state.workstreams.map((workstream): WorkstreamState => {
    const again = reopened.has(workstream.key) || waiting.has(workstream.key);
    return again ? { ...workstream, ...open, state: 'waiting' } : workstream;
  });
  return { state: { ...state, workstreams, changes: undefined, reportFile: undefined }, reopened };
}

/**
 * A run as one workstream of it is gone on with: that one is open again, and so is what was skipped because of it and all
 * that comes after the workstreams. A `UsageError` when there is no such workstream, it is done, or the run's changes are
 * in the workspace already.
 */
export function reopenedState(state: RunState, { key }: WorkstreamRetry): RunState {
  const { runId, command, planApproved, applied, reverted } = state;
  const wanted = state.workstreams.find((workstream) => workstream.key === key);
  if (command !== 'develop' || !planApproved || !wanted) {
    throw new UsageError(`Run ${runId} has no workstream ${key} that could be done again.`);
  }
  if (wanted.state === 'succeeded') throw new UsageError(`${wanted.title} is done, so it is not done again.`);
  if (applied !== undefined || reverted) {
    throw new UsageError(`The changes of run ${runId} were applied, so it does not go on. Develop the section again.`);
  }
  const waiting = skippedFor(state, [key]);
  return {
    ...state,
    workstreams: state.workstreams.map((workstream) => {
      if (workstream.key === key) return { ...workstream, ...open, state: 'cancelled' };
      return waiting.has(workstream.key) ? { ...workstream, ...open, state: 'waiting' } : workstream;
    }),
    changes: undefined,
    reportFile: undefined,
  };
}
