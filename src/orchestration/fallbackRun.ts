import type { Failure, FailureCode } from '../core/failure';
import { isCancelled } from './isCancelled';
import { soonestBack } from './lastResort';
import type { RunContext } from './runDependencies';
import type { AttemptResult } from './runAttempt';

/** What a chain came to: the model that delivered, or why the last one could not. `attempts` were made in all. */
export type ChainResult =
  | { readonly outcome: 'succeeded'; readonly model: string; readonly text: string; readonly attempts: number }
  | { readonly outcome: 'failed'; readonly model: string; readonly failure: Failure; readonly attempts: number }
  | { readonly outcome: 'cancelled'; readonly model: string; readonly attempts: number };

/** What a chain needs of its run. */
export type ChainContext = Pick<
  RunContext,
  'gate' | 'adapters' | 'clock' | 'signal' | 'ending' | 'configuration' | 'emit'
>;

/** The attempt before this one, when it failed. */
export interface Takeover {
  readonly from: string;
  readonly reason: FailureCode;
}

/** `title` is the task in people's words ("Schema generation"); `models` in order, the first is the primary. */
export interface ChainOrder {
  readonly title: string;
  readonly models: readonly string[];
  readonly place: {
    readonly section?: string;
    readonly workstream?: string;
    readonly task?: string;
    readonly dimension?: string;
    readonly perspective?: string;
  };
  readonly attempt: (model: string, number: number, takeover: Takeover | undefined) => Promise<AttemptResult>;
  /** How many attempts an earlier process of the run made; numbers go on from there. */
  readonly attemptsBefore?: number;
  /** What the first attempt takes over, in a run that goes on. */
  readonly takeover?: Takeover;
}

/** Failures after which no other model would do better. */
const final: ReadonlySet<FailureCode> = new Set(['untrusted', 'budget', 'cancelled']);

/** The specification's log line of a fallback. */
export function fallbackMessage(title: string, from: string, to: string, reason: FailureCode): string {
  return `${title}: fallback from ${from} to ${to} (${reason})`;
}

/** What is known of a chain while it is gone through. */
interface Progress {
  readonly attempts: number;
  readonly takeover: Takeover | undefined;
  /** The model that could not, with its reason; every further one is a fallback from it. */
  readonly last: { readonly model: string; readonly failure: Failure } | undefined;
}

type Step = { readonly result: ChainResult } | { readonly progress: Progress };

/** One model's turn; tells of the switch to it. */
async function turn(context: ChainContext, order: ChainOrder, model: string, before: Progress): Promise<Step> {
  const { place, title } = order;
  const { last } = before;
  if (last && last.model !== model) {
    const reason = last.failure.code;
    const message = fallbackMessage(title, last.model, model, reason);
    context.emit({ type: 'fallback', ...place, from: last.model, to: model, reason, message });
  }
  const result = await order.attempt(model, before.attempts + 1, before.takeover);
  const attempts = before.attempts + (result.outcome === 'skipped' ? 0 : 1);
  if (result.outcome === 'succeeded') return { result: { outcome: 'succeeded', model, text: result.text, attempts } };
  if (result.outcome === 'cancelled' || isCancelled(context)) {
    return { result: { outcome: 'cancelled', model, attempts } };
  }
  const { failure } = result;
  if (final.has(failure.code)) return { result: { outcome: 'failed', model, failure, attempts } };
  if (result.outcome === 'skipped') {
    context.emit({ type: 'log', ...place, model, level: 'info', message: `${title}: ${failure.message}` });
    return { progress: { ...before, last: { model, failure } } };
  }
  return { progress: { attempts, takeover: { from: model, reason: failure.code }, last: { model, failure } } };
}

/**
 * Tries one model after the other until one succeeds, each at most once; every switch is one `fallback` event, also from a
 * model that is not even started. When none is left and one that rests after a limit is back within a minute, that one
 * is waited for and tried, once.
 */
export async function runChain(context: ChainContext, order: ChainOrder): Promise<ChainResult> {
  let progress: Progress = { attempts: order.attemptsBefore ?? 0, takeover: order.takeover, last: undefined };
  for (const model of order.models) {
    const step = await turn(context, order, model, progress);
    if ('result' in step) return step.result;
    progress = step.progress;
  }
  const model = progress.last && (await soonestBack(context, order));
  if (isCancelled(context)) {
    return { outcome: 'cancelled', model: progress.last?.model ?? 'none', attempts: progress.attempts };
  }
  if (model !== undefined) {
    const step = await turn(context, order, model, progress);
    if ('result' in step) return step.result;
    progress = step.progress;
  }
  const { last, attempts } = progress;
  if (last) return { outcome: 'failed', ...last, attempts };
  const failure: Failure = { code: 'model-unknown', message: `${order.title}: no model is assigned.` };
  return { outcome: 'failed', model: 'none', failure, attempts };
}
