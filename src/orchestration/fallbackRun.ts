import type { Failure, FailureCode } from '../core/failure';
import type { RunContext } from './runDependencies';
import type { AttemptResult } from './runAttempt';

/** What a chain came to: the model that delivered, or why the last one could not. `attempts` were made in all. */
export type ChainResult =
  | { readonly outcome: 'succeeded'; readonly model: string; readonly text: string; readonly attempts: number }
  | { readonly outcome: 'failed'; readonly model: string; readonly failure: Failure; readonly attempts: number }
  | { readonly outcome: 'cancelled'; readonly model: string; readonly attempts: number };

/** The attempt before this one, when it failed. */
export interface Takeover {
  readonly from: string;
  readonly reason: FailureCode;
}

/** `title` is the task in people's words ("Schema generation"); `models` in order, the first is the primary. */
export interface ChainOrder {
  readonly title: string;
  readonly models: readonly string[];
  readonly place: { readonly section?: string; readonly workstream?: string; readonly task?: string };
  readonly attempt: (model: string, number: number, takeover: Takeover | undefined) => Promise<AttemptResult>;
}

/** Failures that the user has to see at once, since only the user can mend them. */
const needsUser: ReadonlySet<FailureCode> = new Set(['not-signed-in', 'untrusted', 'quota-exhausted']);

/** Failures after which no other model would do better. */
const final: ReadonlySet<FailureCode> = new Set(['untrusted', 'budget', 'cancelled']);

/** The specification's log line of a fallback. */
export function fallbackMessage(title: string, from: string, to: string, reason: FailureCode): string {
  return `${title}: fallback from ${from} to ${to} (${reason})`;
}

/** Tries one model after the other until one succeeds; each switch is one `fallback` event, nothing else interrupts. */
export async function runChain(context: RunContext, order: ChainOrder): Promise<ChainResult> {
  let takeover: Takeover | undefined;
  for (const [index, model] of order.models.entries()) {
    const attempts = index + 1;
    const result = await order.attempt(model, attempts, takeover);
    if (result.outcome === 'succeeded') return { outcome: 'succeeded', model, text: result.text, attempts };
    if (result.outcome === 'cancelled' || context.signal.aborted) return { outcome: 'cancelled', model, attempts };
    const { failure } = result;
    if (needsUser.has(failure.code)) {
      context.emit({ type: 'log', ...order.place, model, level: 'warning', message: `${model}: ${failure.message}` });
    }
    const next = order.models[attempts];
    if (next === undefined || final.has(failure.code)) return { outcome: 'failed', model, failure, attempts };
    const message = fallbackMessage(order.title, model, next, failure.code);
    context.emit({ type: 'fallback', ...order.place, from: model, to: next, reason: failure.code, message });
    takeover = { from: model, reason: failure.code };
  }
  const failure: Failure = { code: 'model-unknown', message: `${order.title}: no model is assigned.` };
  return { outcome: 'failed', model: 'none', failure, attempts: 0 };
}
