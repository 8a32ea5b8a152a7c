import type { ConsistencyReview } from '../../core/answers';
import type { ModelRegistry } from '../../core/modelSpec';
import type { RunState } from '../../core/runState';

/** What a report is made of. `notes` say what the snapshot left out; no `review`: nobody could review the change. */
export interface ReportInput {
  readonly state: RunState;
  readonly registry: ModelRegistry;
  readonly notes: readonly string[];
  readonly review?: ConsistencyReview;
  /** How long the run has taken until now; default: until the last thing that ended, checks left out. */
  readonly elapsedMs?: number;
}
