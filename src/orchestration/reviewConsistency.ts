import { consistencyReviewAnswerSchema, type ConsistencyReview } from '../core/answers';
import type { Plan } from '../core/plan';
import type { Worktree } from '../core/ports/snapshotStore';
import { readStructuredAnswer } from '../core/structuredAnswer';
import { consistencyPrompt } from '../synthesis/consistencyPrompt';
import { askModel } from './askModel';
import { orchestratorOf } from './orchestrator';
import type { RunContext } from './runDependencies';

const diffBytes = 200_000;

/** What the orchestrator finds when it reads the whole change from `base` to `result`; undefined when it could not. */
export async function reviewConsistency(
  context: RunContext,
  { plan, base, result }: { readonly plan: Plan; readonly base: string; readonly result: string },
  worktree: Worktree,
): Promise<ConsistencyReview | undefined> {
  const diff = await context.store.diffText(base, result, diffBytes);
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
