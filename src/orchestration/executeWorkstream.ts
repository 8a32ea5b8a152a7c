import type { Failure } from '../core/failure';
import type { SectionPlan, WorkstreamPlan } from '../core/plan';
import type { SectionText } from '../core/section';
import type { Worktree } from '../core/ports/snapshotStore';
import { ownershipFlags } from '../synthesis/ownershipFlags';
import type { FinishedWorkstream, WorkstreamResult } from './candidate';
import { runChain, type Takeover } from './fallbackRun';
import { modelAuthor } from './modelAuthor';
import { runAttempt, type AttemptResult } from './runAttempt';
import type { Continuation } from './restoreWork';
import type { RunContext } from './runDependencies';
import { workstreamPrompt } from './workstreamPrompt';
import { worktreeName } from './worktreeName';

/** One workstream to do: its place in the plan, the commit it starts from, and what was finished before it. */
export interface WorkstreamOrder {
  readonly key: string;
  readonly section: SectionText;
  readonly plan: SectionPlan;
  readonly workstream: WorkstreamPlan;
  readonly base: string;
  readonly finished: readonly FinishedWorkstream[];
  /** How it goes on when an earlier process of the run had begun it. */
  readonly continuation?: Continuation;
}

/** What stands in the worktree beyond `base`, committed as the model's work. */
interface Work {
  readonly commit: string;
  readonly files: readonly string[];
}

async function commitWork(
  context: RunContext,
  order: WorkstreamOrder,
  worktree: Worktree,
  model: string,
): Promise<Work> {
  const title = `${order.workstream.title} of section ${order.plan.id}`;
  const trailers = `MAO-Section: ${order.plan.id}\nMAO-Workstream: ${order.workstream.id}\nMAO-Model: ${model}\n`;
  const commit = await context.store.commitWorktree(worktree, modelAuthor(model), `${title}\n\n${trailers}`);
  const files = commit === order.base ? [] : await context.store.diff(order.base, commit);
  return { commit, files: files.map((file) => file.path) };
}

/**
 * Does one workstream: a worktree of its own, the fallback chain over it, a commit by the model that finished. A fallback
 * goes on with what the model before it left, except after garbage. Never throws for what a model does.
 */
export async function executeWorkstream(context: RunContext, order: WorkstreamOrder): Promise<WorkstreamResult> {
  const { key, workstream, plan, continuation } = order;
  // On another base, since what it builds on was done anew, the old work is of no use; it stays under its ref.
  const begun = continuation?.begun?.base === order.base ? continuation.begun : undefined;
  const place = { section: plan.id, workstream: workstream.id };
  let worktree: Worktree | undefined;
  let work: Work = { commit: begun?.commit ?? order.base, files: [] };
  let started = false;
  const commits = new Map<string, string>(begun?.commits);
  const commit = async (from: Worktree, model: string): Promise<void> => {
    const before = work.commit;
    work = await commitWork(context, order, { ...from, base: before }, model);
    if (work.commit !== before) commits.set(work.commit, model);
  };

  const judge = async (model: string): Promise<Failure | undefined> => {
    if (!worktree) return undefined;
    await commit(worktree, model);
    if (work.files.length > 0 || workstream.owns.length === 0) return undefined;
    return { code: 'output-empty', message: `${model} ended without changing any file.` };
  };

  const attempt = async (model: string, number: number, takeover: Takeover | undefined): Promise<AttemptResult> => {
    worktree ??= await context.store.addWorktree(worktreeName(order.key), work.commit);
    if (takeover) {
      if (takeover.reason === 'output-invalid') {
        await context.store.resetWorktree(worktree, order.base);
        work = { commit: order.base, files: [] };
      } else {
        await commit(worktree, takeover.from);
      }
    }
    const workdir = worktree.path;
    const thinking = model === workstream.model ? workstream.thinking : undefined;
    return runAttempt(context, {
      model,
      ...(thinking === undefined ? {} : { thinking }),
      task: context.fixing ? 'fix' : 'workstream',
      ...place,
      number,
      body: await workstreamPrompt(context, { ...order, model, workdir, changed: work.files, takeover }),
      workdir,
      access: 'edit',
      onSlot: () => {
        if (!started) context.emit({ type: 'workstream-start', ...place, model });
        started = true;
      },
      judge: () => judge(model),
    });
  };

  const chain = await runChain(context, {
    title: workstream.title,
    models: continuation?.models ?? [workstream.model, ...workstream.fallbacks],
    place,
    attempt,
    attemptsBefore: continuation?.attemptsBefore ?? 0,
    ...(begun ? { takeover: begun.takeover } : {}),
  });
  // For a run that goes on later; a failure to keep it must not hide how the chain ended.
  if (chain.outcome === 'cancelled' && worktree) await commit(worktree, chain.model).catch(() => undefined);
  const files = work.files;
  const outsideOwnership = workstream.owns.length === 0 ? [] : ownershipFlags(files, workstream.owns);
  const end = { type: 'workstream-end', ...place, model: chain.model, files, outsideOwnership } as const;
  if (chain.outcome === 'succeeded') {
    await context.store.setRef(`ws/${worktreeName(order.key)}`, work.commit);
    const summary = chain.text.trim();
    context.emit({
      ...end,
      outcome: 'succeeded',
      files: [...files],
      outsideOwnership: [...outsideOwnership],
      summary: summary.slice(0, 2000),
    });
    return {
      outcome: 'succeeded',
      key,
      section: plan.id,
      workstream,
      model: chain.model,
      commit: work.commit,
      commits,
      files,
      summary,
    };
  }
  const failure = chain.outcome === 'failed' ? { failure: chain.failure } : {};
  context.emit({
    ...end,
    outcome: chain.outcome,
    files: [...files],
    outsideOwnership: [...outsideOwnership],
    ...failure,
  });
  return chain.outcome === 'failed'
    ? { outcome: 'failed', key, failure: chain.failure }
    : { outcome: 'cancelled', key };
}
