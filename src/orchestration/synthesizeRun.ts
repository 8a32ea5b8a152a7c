import type { ConsistencyReview } from '../core/answers';
import type { Plan } from '../core/plan';
import type { Snapshot, Worktree } from '../core/ports/snapshotStore';
import { verificationOutcome } from '../synthesis/verificationOutcome';
import type { WorkstreamResult } from './candidate';
import { checkedCommit } from './checkedCommit';
import { isCancelled } from './isCancelled';
import { mendRun } from './mendRun';
import { proposeChanges } from './proposeChanges';
import { reviewConsistency } from './reviewConsistency';
import type { RunContext } from './runDependencies';
import type { RunMerges } from './runMerges';
import { keepReview, keptReview, writeReport } from './runReport';
import { verifyRun } from './verifyRun';

export interface SynthesisInput {
  readonly plan: Plan;
  readonly snapshot: Snapshot;
  readonly results: readonly WorkstreamResult[];
  readonly merges: RunMerges;
}

/** The review of a repaired run: of all of it, since a repair can part what fitted together. */
async function reviewAgain(
  context: RunContext,
  input: SynthesisInput,
  repaired: string,
  worktree: Worktree,
): Promise<ConsistencyReview | undefined> {
  const checked = await checkedCommit(context, input.snapshot.commit, repaired);
  await context.store.resetWorktree(worktree, checked.commit);
  return reviewConsistency(context, { plan: input.plan, base: input.snapshot.commit, result: repaired }, worktree);
}

/** Applies within the run where that was asked for and the checks allow it; resolves with whether conflicts were left. */
async function applyWhenGreen(context: RunContext): Promise<boolean> {
  const { changes, checks } = context.state();
  if (!context.applyInRun || !changes || context.state().applied) return false;
  if (verificationOutcome(checks) === 'red') {
    context.emit({
      type: 'log',
      level: 'warning',
      message:
        'Nothing was applied, since the checks are red. Look at the report, then apply by hand if you want the changes all the same.',
    });
    return false;
  }
  const plan = await context.applyInRun(changes);
  for (const { path, reason } of plan.conflicts) {
    context.emit({ type: 'log', level: 'warning', message: `${path} was left as it is: ${reason}` });
  }
  const files = plan.edits.map((edit) => edit.path);
  if (files.length > 0) context.emit({ type: 'changes-applied', files });
  return plan.conflicts.length > 0;
}

async function report(
  context: RunContext,
  { snapshot }: SynthesisInput,
  review: ConsistencyReview | undefined,
): Promise<void> {
  const state = context.state();
  const { registry } = context.configuration;
  const elapsedMs = context.clock.now().getTime() - Date.parse(state.startedAt);
  const file = await writeReport(context.log, { state, registry, notes: snapshot.notes, review, elapsedMs });
  context.emit({ type: 'report-written', file });
}

/** Whether the run goes on behind its proposal: what was merged and checked then, holds. */
const isProposed = ({ resumed }: RunContext) => resumed?.state.changes !== undefined;

/** The review that came before the proposal, when the run goes on behind it. */
async function earlierReview(context: RunContext): Promise<ConsistencyReview | undefined> {
  return isProposed(context) ? keptReview(context.log) : undefined;
}

/** Checks out what is to be verified: the merge, in which the snapshot still decides what the checks run. */
async function integrate(context: RunContext, snapshot: string, merged: string): Promise<Worktree> {
  const checked = await checkedCommit(context, snapshot, merged);
  for (const path of checked.restored) {
    context.emit({
      type: 'log',
      level: 'info',
      message: `${path} decides what the checks run, so they run with yours, not with the changed one.`,
    });
  }
  return context.store.addWorktree('integration', checked.commit);
}

/**
 * Phase 5: merge, resolve, verify, repair, review, propose the change set, report. Tells of everything by events; resolves
 * with whether applying it left conflicts to the user.
 */
export async function synthesizeRun(context: RunContext, input: SynthesisInput): Promise<boolean> {
  const finished = input.results.filter((result) => result.outcome === 'succeeded');
  const { plan, merges } = input;
  const snapshot = input.snapshot.commit;
  let review = await earlierReview(context);
  if (finished.length > 0 && !isProposed(context)) {
    const merged = await merges.merge(finished);
    await context.store.setRef('merged', merged);
    const worktree = await integrate(context, snapshot, merged);
    const [reviewed, verification] = await Promise.all([
      reviewConsistency(context, { plan, base: snapshot, result: merged }, worktree),
      verifyRun(context, snapshot, worktree),
    ]);
    const { trial } = merges;
    const repaired = await mendRun(context, { plan, snapshot, finished, trial, merged, worktree, verification });
    if (context.signal.aborted) return false;
    // What is proposed is what was reviewed.
    review = repaired.commit === merged ? reviewed : await reviewAgain(context, input, repaired.commit, worktree);
    await context.fixing?.recheck(context, { snapshot, result: repaired.commit, worktree });
    if (isCancelled(context)) return false;
    if (review) await keepReview(context.log, review);
    await proposeChanges(context, snapshot, repaired, finished);
  }
  const conflictsLeft = await applyWhenGreen(context);
  await report(context, input, review);
  return conflictsLeft;
}
