import { observedDiversity } from '../core/diversity';
import type { Failure } from '../core/failure';
import { latestChecks } from '../core/latestChecks';
import type { ModelRegistry } from '../core/modelSpec';
import type { RunState, WorkstreamState } from '../core/runState';
import { verificationOutcome } from '../synthesis/verificationOutcome';
import type { RunContext } from './runDependencies';

/** How a run ended, for `run-end`. */
export interface RunOutcome {
  readonly outcome: 'succeeded' | 'unclean' | 'failed' | 'cancelled';
  readonly failure?: Failure;
}

/**
 * Judges a finished run by its state: clean only when every workstream is done, no check is red or skipped, every finding
 * that was to be mended is, and all was applied that was to be, without conflicts left. A budget that cut it short is its failure,
 * since that is what the user can mend.
 */
export function outcomeOf(
  context: Pick<RunContext, 'state' | 'signal' | 'applyInRun'>,
  conflictsLeft = false,
): RunOutcome {
  if (context.signal.aborted) return { outcome: 'cancelled' };
  const state = context.state();
  const done = state.workstreams.filter((workstream) => workstream.state === 'succeeded');
  const isLeft = (workstream: WorkstreamState) => workstream.state === 'cancelled' || workstream.state === 'skipped';
  if (state.workstreams.length > 0 && state.workstreams.every(isLeft)) return { outcome: 'cancelled' };
  const failures = state.workstreams.flatMap((workstream) => workstream.failure ?? []);
  const overBudget = failures.find((failure) => failure.code === 'budget');
  if (done.length === 0) {
    const failure = overBudget ?? failures[0];
    return failure ? { outcome: 'failed', failure } : { outcome: 'failed' };
  }
  const complete = done.length === state.workstreams.length;
  const verified =
    verificationOutcome(state.checks) !== 'red' &&
    latestChecks(state.checks).every((check) => check.outcome !== 'skipped');
  const applied = (!context.applyInRun || state.applied !== undefined) && !conflictsLeft;
  const mended = state.findingChecks.every(({ outcome }) => outcome === 'fixed');
  if (complete && verified && applied && mended) return { outcome: 'succeeded' };
  return overBudget ? { outcome: 'unclean', failure: overBudget } : { outcome: 'unclean' };
}

/** The diversity that the plan promised, and that of the models that really delivered. */
export function diversityOf(state: RunState, registry: ModelRegistry): { expected: number; observed: number } {
  return { expected: state.plan?.diversity ?? 0, observed: observedDiversity(state, registry) };
}
