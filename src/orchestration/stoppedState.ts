import type { AttemptState, RunState, WorkstreamState } from '../core/runState';

/** When it stopped nobody knows; an attempt without an end would count its time for ever. */
function stoppedAttempt(attempt: AttemptState): AttemptState {
  if (attempt.outcome !== 'running') return attempt;
  return { ...attempt, outcome: 'cancelled', endedAt: attempt.startedAt };
}

function stoppedWorkstream(workstream: WorkstreamState): WorkstreamState {
  const attempts = workstream.attempts.map(stoppedAttempt);
  if (workstream.state !== 'running' && workstream.state !== 'cancelled') return { ...workstream, attempts };
  return { ...workstream, attempts, state: 'waiting', startedAt: undefined, endedAt: undefined };
}

/**
 * A run that was interrupted or cancelled, as it stands when it goes on with the event `seq`: what was under way waits again,
 * and what comes after the workstreams is done anew unless its changes were proposed already.
 */
export function stoppedState(state: RunState, seq: number): RunState {
  return {
    ...state,
    lastSeq: seq,
    phase: state.planApproved ? 'executing' : state.plan ? 'approval' : 'planning',
    workstreams: state.workstreams.map(stoppedWorkstream),
    tasks: state.tasks.map(stoppedAttempt),
    conflicts: state.conflicts.filter((conflict) => conflict.by !== undefined),
    checks: state.changes ? state.checks : [],
    redBefore: state.changes ? state.redBefore : [],
    culprits: state.changes ? state.culprits : [],
    repairs: state.changes ? state.repairs : [],
    end: undefined,
  };
}
