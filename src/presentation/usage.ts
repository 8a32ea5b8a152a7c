import type { AttemptState, RunState } from '../core/runState';
import { formatTokens } from './format';

/** What attempts used so far. `unknown` names the CLIs that do not tell their cost. */
export interface UsageTotal {
  readonly tokens: number;
  readonly costUsd: number | undefined;
  readonly unknown: readonly string[];
}

/** Adds up tokens and known costs; an attempt that reported nothing makes its CLI's cost unknown. */
export function totalUsage(attempts: readonly AttemptState[]): UsageTotal {
  let tokens = 0;
  let costUsd: number | undefined;
  const unknown = new Set<string>();
  for (const { usage, cli } of attempts) {
    if (usage) tokens += usage.inputTokens + usage.outputTokens;
    if (usage?.costUsd === undefined) unknown.add(cli);
    else costUsd = (costUsd ?? 0) + usage.costUsd;
  }
  return { tokens, costUsd, unknown: [...unknown].sort() };
}

/** Every attempt of a run, of workstreams and of the run's own tasks. */
export function allAttempts(state: RunState): readonly AttemptState[] {
  return [...state.tasks, ...state.workstreams.flatMap((workstream) => workstream.attempts)];
}

/** `38 k tokens`, or undefined while nothing is known. */
export function tokensText(total: UsageTotal): string | undefined {
  return total.tokens > 0 ? formatTokens(total.tokens) : undefined;
}

/** `$0.12 + unknown (gemini, codex)`; unknown is never shown as nothing. Undefined before any attempt. */
export function costText(total: UsageTotal): string | undefined {
  const unknown = total.unknown.length > 0 ? `unknown (${total.unknown.join(', ')})` : undefined;
  if (total.costUsd === undefined) return unknown && `cost ${unknown}`;
  const known = `$${total.costUsd > 0 && total.costUsd < 0.01 ? total.costUsd.toFixed(4) : total.costUsd.toFixed(2)}`;
  return unknown ? `${known} + ${unknown}` : known;
}
