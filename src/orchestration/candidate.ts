import type { Failure } from '../core/failure';
import type { WorkstreamPlan } from '../core/plan';

/** One model's finished work on a workstream: its commit, and what it says of it. */
export interface FinishedWorkstream {
  readonly key: string;
  readonly section: string;
  readonly workstream: WorkstreamPlan;
  readonly model: string;
  readonly commit: string;
  /** Every commit of the workstream with the model that wrote it: a fallback goes on where another began. */
  readonly commits: ReadonlyMap<string, string>;
  readonly files: readonly string[];
  readonly summary: string;
}

/** What became of one workstream of the graph. */
export type WorkstreamResult =
  | ({ readonly outcome: 'succeeded' } & FinishedWorkstream)
  | { readonly outcome: 'failed' | 'skipped'; readonly key: string; readonly failure: Failure }
  | { readonly outcome: 'cancelled'; readonly key: string };
