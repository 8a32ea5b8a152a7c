import type { Failure } from './failure';

/** Token counts of one attempt so far (cumulative, not increments); no `costUsd`: unknown. */
export interface Usage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly costUsd?: number;
}

/** How an attempt ended. `text` is the model's whole final answer. */
export type AttemptEnd =
  | { readonly type: 'end'; readonly outcome: 'succeeded'; readonly text: string }
  | { readonly type: 'end'; readonly outcome: 'failed'; readonly failure: Failure; readonly text: string }
  | { readonly type: 'end'; readonly outcome: 'cancelled' };

/**
 * What an adapter tells of a running attempt. The stream never throws and ends with exactly one `end`.
 * `raw` is a line as the CLI printed it, for the transcript; `retry` says that the answer so far is void and comes again.
 */
export type AdapterEvent =
  | { readonly type: 'start'; readonly pid: number; readonly commandLine: readonly string[] }
  | { readonly type: 'text-delta'; readonly text: string }
  | { readonly type: 'thinking-delta'; readonly text: string }
  | { readonly type: 'tool-use'; readonly name: string; readonly detail: string }
  | ({ readonly type: 'usage-update' } & Usage)
  | { readonly type: 'retry'; readonly reason: string }
  | { readonly type: 'raw'; readonly stream: 'stdout' | 'stderr'; readonly line: string }
  | { readonly type: 'log'; readonly level: 'debug' | 'info' | 'warning'; readonly message: string }
  | AttemptEnd;
