import type { AttemptState, RunState, WorkstreamState } from '../core/runState';

/** Whether a run stopped without a word: its log has no end, and this window does not run it. */
export function isInterrupted(state: RunState, live: boolean): boolean {
  return !state.end && !live;
}

function stoppedAttempt(attempt: AttemptState): AttemptState {
  return attempt.outcome === 'running' ? { ...attempt, outcome: 'cancelled' } : attempt;
}

/** When it stopped is not known, so it has no start either: else its time would go on for ever. */
function stoppedWorkstream(workstream: WorkstreamState): WorkstreamState {
  const attempts = workstream.attempts.map(stoppedAttempt);
  if (workstream.state !== 'running' && workstream.state !== 'waiting') return { ...workstream, attempts };
  return { ...workstream, attempts, state: 'cancelled', startedAt: undefined };
}

/** A run as it is to be shown: of an interrupted one nothing waits, turns or counts its time as if it were at work. */
export function withoutUnfinished(state: RunState, live: boolean): RunState {
  if (!isInterrupted(state, live)) return state;
  return {
    ...state,
    phase: 'ended',
    workstreams: state.workstreams.map(stoppedWorkstream),
    tasks: state.tasks.map(stoppedAttempt),
    repairs: state.repairs.map((repair) =>
      repair.outcome === 'running' ? { ...repair, outcome: 'cancelled' } : repair,
    ),
    checks: state.checks.map((check) => (check.outcome === 'running' ? { ...check, outcome: 'skipped' } : check)),
  };
}
