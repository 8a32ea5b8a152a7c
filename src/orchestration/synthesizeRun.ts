import type { ConsistencyReview } from '../core/answers';
import { consistencyReviewAnswerSchema } from '../core/answers';
import type { Plan } from '../core/plan';
import type { Snapshot, Worktree } from '../core/ports/snapshotStore';
import { readStructuredAnswer } from '../core/structuredAnswer';
import { buildChangeFiles } from '../synthesis/buildChangeFiles';
import { consistencyPrompt } from '../synthesis/consistencyPrompt';
import { renderReport } from '../synthesis/renderReport';
import { verificationCommit } from '../synthesis/verificationCommit';
import { verificationOutcome } from '../synthesis/verificationOutcome';
import { withoutRefused } from '../synthesis/withoutRefused';
import { askModel } from './askModel';
import type { FinishedWorkstream, WorkstreamResult } from './candidate';
import type { MergeBase } from './mergeBase';
import { maoAuthor } from './modelAuthor';
import { orchestratorOf } from './orchestrator';
import type { RunContext } from './runDependencies';
import { verifyRun } from './verifyRun';

const diffBytes = 200_000;

/** The consistency review in the run's folder, for a run that is interrupted before its report. */
const reviewFile = 'review.json';

export interface SynthesisInput {
  readonly plan: Plan;
  readonly snapshot: Snapshot;
  readonly results: readonly WorkstreamResult[];
  readonly merge: MergeBase;
}

async function reviewConsistency(
  context: RunContext,
  input: SynthesisInput,
  merged: string,
  worktree: Worktree,
): Promise<ConsistencyReview | undefined> {
  const { snapshot, plan } = input;
  const diff = await context.store.diffText(snapshot.commit, merged, diffBytes);
  const answer = await askModel(context, {
    task: 'consistency-review',
    title: 'Consistency review',
    section: plan.sections.map((section) => section.id).join(', '),
    models: [orchestratorOf(context.configuration.registry)],
    body: consistencyPrompt({
      sections: context.subject.sections,
      diff,
      contracts: plan.sections.map((section) => section.contract),
    }),
    workdir: worktree.path,
    access: 'read-only',
    read: (text) => readStructuredAnswer(text, consistencyReviewAnswerSchema),
  });
  return answer.outcome === 'answered' ? answer.value : undefined;
}

/** Who wrote a commit, for provenance: a model's workstream, or a merge that joined several. */
function authorship(
  finished: readonly FinishedWorkstream[],
): (commit: string, author: string) => { model: string; workstream: string } {
  const writers = new Map(
    finished.flatMap((done) =>
      [...done.commits].map(([commit, model]) => [commit, { model, workstream: done.workstream.id }] as const),
    ),
  );
  return (commit, author) => writers.get(commit) ?? { model: author, workstream: 'merge' };
}

async function proposeChanges(
  context: RunContext,
  input: SynthesisInput,
  merged: string,
  finished: readonly FinishedWorkstream[],
): Promise<void> {
  const { store } = context;
  const base = input.snapshot.commit;
  const { files, refused } = await buildChangeFiles({
    store,
    base,
    result: merged,
    writerOf: authorship(finished),
    contributions: finished.map((done) => ({ model: done.model, workstream: done.workstream.id, commit: done.commit })),
    guard: context.guard,
    manifestNeedsTick: context.manifestNeedsTick,
  });
  await store.setRef('result', await withoutRefused({ store, base, result: merged, refused, author: maoAuthor }));
  context.emit({ type: 'changes-proposed', files: [...files], refused: [...refused] });
}

async function applyWhenGreen(context: RunContext): Promise<void> {
  const { changes, checks } = context.state();
  if (!context.applyInRun || !changes || context.state().applied) return;
  if (verificationOutcome(checks) === 'red') {
    context.emit({
      type: 'log',
      level: 'warning',
      message:
        'Nothing was applied, since the checks are red. Look at the report, then apply by hand if you want the changes all the same.',
    });
    return;
  }
  const plan = await context.applyInRun(changes);
  for (const { path, reason } of plan.conflicts) {
    context.emit({ type: 'log', level: 'warning', message: `${path} was left as it is: ${reason}` });
  }
  const files = plan.edits.map((edit) => edit.path);
  if (files.length > 0) context.emit({ type: 'changes-applied', files });
}

async function writeReport(
  context: RunContext,
  input: SynthesisInput,
  review: ConsistencyReview | undefined,
): Promise<void> {
  const report = renderReport({
    state: context.state(),
    registry: context.configuration.registry,
    notes: input.snapshot.notes,
    elapsedMs: context.clock.now().getTime() - Date.parse(context.state().startedAt),
    ...(review ? { review } : {}),
  });
  context.emit({ type: 'report-written', file: await context.log.writeFile('report.md', report) });
}

/** Whether the run goes on behind its proposal: what was merged and checked then, holds. */
const isProposed = ({ resumed }: RunContext) => resumed?.state.changes !== undefined;

/** The review that came before the proposal, when the run goes on behind it. */
async function earlierReview(context: RunContext): Promise<ConsistencyReview | undefined> {
  const text = isProposed(context) ? await context.log.readFile(reviewFile) : undefined;
  const reading = text === undefined ? undefined : readStructuredAnswer(text, consistencyReviewAnswerSchema);
  return reading?.ok === true ? reading.value : undefined;
}

/** Phase 5: merge, resolve, verify, review, propose the change set, report. Tells of everything by events. */
export async function synthesizeRun(context: RunContext, input: SynthesisInput): Promise<void> {
  const finished = input.results.filter((result) => result.outcome === 'succeeded');
  let review = await earlierReview(context);
  if (finished.length > 0 && !isProposed(context)) {
    const merged = await input.merge(finished);
    await context.store.setRef('merged', merged);
    const checked = await verificationCommit({
      store: context.store,
      base: input.snapshot.commit,
      result: merged,
      author: maoAuthor,
    });
    for (const path of checked.restored) {
      context.emit({
        type: 'log',
        level: 'info',
        message: `${path} decides what the checks run, so they run with yours, not with the changed one.`,
      });
    }
    const worktree = await context.store.addWorktree('integration', checked.commit);
    [review] = await Promise.all([
      reviewConsistency(context, input, merged, worktree),
      verifyRun(context, input.snapshot.commit, worktree),
    ]);
    if (context.signal.aborted) return;
    if (review) await context.log.writeFile(reviewFile, JSON.stringify(review));
    await proposeChanges(context, input, merged, finished);
  }
  await applyWhenGreen(context);
  await writeReport(context, input, review);
}
