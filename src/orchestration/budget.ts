import type { Failure } from '../core/failure';
import type { MachineSettings } from '../core/machineSettings';
import type { AttemptState, RunState } from '../core/runState';

/** What a run has used so far. `costUsd` adds up what is known; `unpriced` are the CLIs that did not tell theirs. */
export interface Spending {
  readonly tokens: number;
  readonly costUsd: number;
  readonly unpriced: readonly string[];
}

/** Adds up all attempts of a run, those of its own tasks and failed ones too. */
export function spendingOf(state: Pick<RunState, 'tasks' | 'workstreams'>): Spending {
  const attempts: readonly AttemptState[] = [...state.tasks, ...state.workstreams.flatMap((one) => one.attempts)];
  const unpriced = attempts.filter(({ usage }) => usage && usage.costUsd === undefined).map(({ cli }) => cli);
  return {
    tokens: attempts.reduce((sum, { usage }) => sum + (usage ? usage.inputTokens + usage.outputTokens : 0), 0),
    costUsd: attempts.reduce((sum, { usage }) => sum + (usage?.costUsd ?? 0), 0),
    unpriced: [...new Set(unpriced)].toSorted(),
  };
}

/** Why no further attempt may begin; undefined while there is room under both caps. */
export function budgetFailure(budget: MachineSettings['budget'], spent: Spending): Failure | undefined {
  if (budget.tokens !== null && spent.tokens >= budget.tokens) {
    return used(`${count(spent.tokens)} of ${count(budget.tokens)} tokens`, 'budget.tokens');
  }
  if (budget.costUsd !== null && spent.costUsd >= budget.costUsd) {
    return used(`$${spent.costUsd.toFixed(2)} of $${budget.costUsd.toFixed(2)}`, 'budget.costUsd');
  }
  return undefined;
}

const count = (tokens: number) => Math.round(tokens).toLocaleString('en-US');

function used(what: string, setting: string): Failure {
  const message = `The budget of this run is used up (${what}). What is finished is kept; raise ${setting} in your settings and resume the run for the rest.`;
  return { code: 'budget', message };
}
