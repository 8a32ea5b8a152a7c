import type { Failure } from '../core/failure';
import type { Plan, PlanSource, WorkstreamPlan } from '../core/plan';
import type { RunState, WorkstreamState } from '../core/runState';

/** Where a run goes on: at its plan, its approval, its workstreams, with what follows the proposal, or it only has to end. */
export type ResumePoint =
  | { readonly kind: 'plan' }
  | { readonly kind: 'approval'; readonly plan: Plan; readonly source: PlanSource }
  | { readonly kind: 'workstreams'; readonly plan: Plan; readonly source: PlanSource }
  | { readonly kind: 'proposal'; readonly plan: Plan }
  | { readonly kind: 'end' };

/** Computes from a run's log alone what comes next; pure. */
export function resumePoint(state: RunState | undefined): ResumePoint {
  if (!state?.plan || !state.planSource) return { kind: 'plan' };
  const { plan, planSource } = state;
  if (state.command === 'plan' || state.reportFile !== undefined) return { kind: 'end' };
  if (!state.planApproved) return { kind: 'approval', plan, source: planSource };
  return state.changes ? { kind: 'proposal', plan } : { kind: 'workstreams', plan, source: planSource };
}

/** What a log says of a workstream: done, done with for good, or to be done. */
export type WorkstreamFate =
  | { readonly kind: 'succeeded' }
  | { readonly kind: 'ended'; readonly outcome: 'failed' | 'skipped'; readonly failure: Failure }
  | { readonly kind: 'unfinished' };

const unknownFailure: Failure = { code: 'crashed', message: 'It failed before the run was interrupted.' };

/** Pure. An attempt that succeeded is a finished workstream: its work was committed before the attempt's end was told. */
export function workstreamFate({ state, failure, attempts }: WorkstreamState): WorkstreamFate {
  if (state === 'failed' || state === 'skipped') {
    return { kind: 'ended', outcome: state, failure: failure ?? unknownFailure };
  }
  const succeeded = state === 'succeeded' || attempts.at(-1)?.outcome === 'succeeded';
  return { kind: succeeded ? 'succeeded' : 'unfinished' };
}

/** The models that have not failed yet at a workstream, in order; all of them when every one has. */
export function remainingModels(
  workstream: Pick<WorkstreamPlan, 'model' | 'fallbacks'>,
  state: Pick<WorkstreamState, 'fallbacks'>,
): readonly string[] {
  const all = [workstream.model, ...workstream.fallbacks];
  const left = all.filter((model) => !state.fallbacks.some(({ from }) => from === model));
  return left.length > 0 ? left : all;
}

/** The models of a workstream's plan that have made no attempt at it. */
export function untriedModels(
  workstream: Pick<WorkstreamPlan, 'model' | 'fallbacks'>,
  { attempts, fallbacks }: Pick<WorkstreamState, 'attempts' | 'fallbacks'>,
): readonly string[] {
  const tried = new Set([...attempts.map(({ model }) => model), ...fallbacks.map(({ from }) => from)]);
  return [workstream.model, ...workstream.fallbacks].filter((model) => !tried.has(model));
}
