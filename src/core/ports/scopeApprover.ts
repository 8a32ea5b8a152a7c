import type { ScopeSource } from '../qaScore';
import type { Approver } from './approver';

/** What a QA is about to look at. `files` is empty when nobody could say (then `source` is undefined); `all` is what there is. */
export interface ProposedScope {
  readonly sections: readonly string[];
  readonly files: readonly string[];
  readonly source: ScopeSource | undefined;
  readonly all: readonly string[];
}

/** Shows the user what a QA is about to look at, before it starts. */
export interface ScopeApprover {
  /** The files to look at, perhaps others than proposed; undefined when the user turns away, and when `signal` aborts. */
  approveScope(scope: ProposedScope, signal: AbortSignal): Promise<readonly string[] | undefined>;
}

/** Whom a QA asks; one that shows no scopes leaves them to MAO. */
export type QaApprover = Approver & Partial<ScopeApprover>;
