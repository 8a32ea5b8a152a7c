import type { Configuration } from '../../core/configuration';
import type { Worktree } from '../../core/ports/snapshotStore';
import type { FindingToFix } from '../../core/fixOrder';
import type { WorkstreamPromptInput } from '../../planning/craftWorkstreamPrompt';
import type { ProposedPlan } from '../proposePlan';
import type { RunContext } from '../runDependencies';

/** The result that a fix run is going to propose, in a worktree that may be read. */
export interface FixResult {
  readonly snapshot: string;
  readonly result: string;
  readonly worktree: Worktree;
}

/** What a fix run does in its own way; in all else it is a develop run. */
export interface Fixing {
  readonly findings: readonly FindingToFix[];
  /** The plan straight from the findings; asks no model. */
  readonly propose: (context: RunContext) => ProposedPlan;
  /** The prompt of one workstream, without header lines. */
  readonly craft: (input: WorkstreamPromptInput) => string;
  /** The models that may be asked, read-only, whether a finding is mended. */
  readonly reviewers: (configuration: Configuration) => readonly string[];
  /** Looks in the result at each finding, and tells what became of it by `finding-checked`. */
  readonly recheck: (context: RunContext, result: FixResult) => Promise<void>;
}
