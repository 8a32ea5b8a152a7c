import { hasFailedWork } from '../core/failedWork';
import { hasUnapprovedPlan } from '../core/unapprovedPlan';
import { goesOn } from '../core/goesOn';
import type { AttemptState, RunState, WorkstreamState } from '../core/runState';
import type { WorkstreamAction } from './panelMessages';

/** Whether the run can still be changed as a whole: nothing of it was taken over into the workspace or sent away. */
const isUntouched = ({ applied, reverted }: RunState) => applied === undefined && !reverted;

/** Whether the run can go on where it stopped. `live`: it is under way, in whichever window. */
export function canResume(state: RunState, live: boolean): boolean {
  if (live || !goesOn(state.command)) return false;
  return (
    !state.end ||
    (state.end.outcome === 'cancelled' && isUntouched(state)) ||
    hasFailedWork(state) ||
    hasUnapprovedPlan(state)
  );
}

/** Whether a workstream can be done again by another model: now, or by going on with a run that has stopped. */
function canRetry(state: RunState, { state: now }: WorkstreamState, live: boolean): boolean {
  if (state.command !== 'develop' || !state.planApproved || !isUntouched(state)) return false;
  if (!live) return now === 'failed' || now === 'cancelled';
  return state.phase === 'executing' && (now === 'running' || now === 'failed' || now === 'cancelled');
}

/** What the user can do with one workstream. `live`: the run is under way in this window, `elsewhere`: in another. */
export function workstreamActions(
  state: RunState,
  workstream: WorkstreamState,
  live: boolean,
  elsewhere: boolean,
): readonly WorkstreamAction[] {
  const isOpen = workstream.state === 'running' || workstream.state === 'waiting';
  const canEnd = live && state.phase === 'executing' && isOpen;
  const proposed = new Set(state.changes?.files.map(({ path }) => path));
  return [
    ...(canEnd ? (['cancel-workstream', 'stop-workstream'] as const) : []),
    ...(!elsewhere && canRetry(state, workstream, live) ? (['retry-workstream'] as const) : []),
    ...(workstream.attempts.length > 0 ? (['open-transcript'] as const) : []),
    ...(workstream.files.some((file) => proposed.has(file)) ? (['open-diff'] as const) : []),
  ];
}

/** What the user can do with one of the run's own tasks. */
export function taskActions(attempts: readonly AttemptState[]): readonly WorkstreamAction[] {
  return attempts.length > 0 ? ['open-transcript'] : [];
}
