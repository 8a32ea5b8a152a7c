import type { Failure } from '../core/failure';
import type { SectionText } from '../core/section';
import { ownershipFlags } from '../synthesis/ownershipFlags';
import type { FinishedWorkstream, WorkstreamResult } from './candidate';
import { runChain, type ChainResult, type Takeover } from './fallbackRun';
import { isCancelled } from './isCancelled';
import { runAttempt, type AttemptResult } from './runAttempt';
import type { RunContext } from './runDependencies';
import type { BenchPlace, WorkstreamBench } from './workstreamBench';
import type { WorkstreamControl } from './workstreamControls';
import { workstreamPrompt } from './workstreamPrompt';
import { worktreeName } from './worktreeName';

/** One workstream to do: its place in the plan, the commit it starts from, and what was finished before it. */
export interface WorkstreamOrder extends BenchPlace {
  readonly section: SectionText;
  readonly finished: readonly FinishedWorkstream[];
}

/** The run as one turn of a workstream sees it: it ends with the run, and when the user ends the workstream. */
function turnOf(context: RunContext, control: WorkstreamControl): RunContext {
  const { ending, stop } = control.turn;
  return {
    ...context,
    signal: AbortSignal.any([context.signal, stop]),
    ending: AbortSignal.any([context.ending, ending]),
  };
}

/** Why the next model takes over from how the last one ended. */
const reasonOf = (chain: ChainResult) => (chain.outcome === 'failed' ? chain.failure.code : 'cancelled');

/**
 * Does one workstream at its bench: the fallback chain over the worktree, a commit by the model that finished. A fallback
 * goes on with what the model before it left, except after garbage; so does a model that the user names meanwhile. Never
 * throws for what a model does.
 */
export async function executeWorkstream(
  context: RunContext,
  order: WorkstreamOrder,
  bench: WorkstreamBench,
): Promise<WorkstreamResult> {
  const { key, workstream, plan, continuation } = order;
  const control = context.controls.of(key);
  const place = { section: plan.id, workstream: workstream.id };
  let started = false;

  const judge = async (model: string): Promise<Failure | undefined> => {
    await bench.keep(model);
    if (bench.files.length > 0 || workstream.owns.length === 0) return undefined;
    return { code: 'output-empty', message: `${model} ended without changing any file.` };
  };

  const attempt = async (
    turn: RunContext,
    model: string,
    number: number,
    takeover: Takeover | undefined,
  ): Promise<AttemptResult> => {
    const workdir = await bench.open(takeover);
    const thinking = model === workstream.model ? workstream.thinking : undefined;
    return runAttempt(turn, {
      model,
      ...(thinking === undefined ? {} : { thinking }),
      task: context.fixing ? 'fix' : 'workstream',
      ...place,
      number,
      body: await workstreamPrompt(turn, { ...order, model, workdir, changed: bench.files, takeover }),
      workdir,
      access: 'edit',
      onSlot: () => {
        if (!started) context.emit({ type: 'workstream-start', ...place, model });
        started = true;
      },
      judge: () => judge(model),
    });
  };

  const planned = continuation?.models ?? [workstream.model, ...workstream.fallbacks];
  const tried = new Set<string>();
  const go = async (models: readonly string[]): Promise<ChainResult> => {
    const turn = turnOf(context, control);
    const chain = await runChain(turn, {
      title: workstream.title,
      models,
      place,
      attempt: (model, ...rest) => {
        tried.add(model);
        return attempt(turn, model, ...rest);
      },
      attemptsBefore: bench.attempts,
      ...(bench.takeover ? { takeover: bench.takeover } : {}),
    });
    if (chain.attempts > bench.attempts) bench.takeover = { from: chain.model, reason: reasonOf(chain) };
    bench.attempts = chain.attempts;
    return chain;
  };
  /** The model that the user names, then those that have not been tried. */
  const handOver = (model: string): readonly string[] => {
    const from = bench.takeover?.from;
    if (bench.takeover && from !== undefined && from !== model) {
      const message = `${workstream.title}: ${model} takes over from ${from}, as you asked`;
      context.emit({ type: 'fallback', ...place, from, to: model, reason: bench.takeover.reason, message });
    }
    return [model, ...planned.filter((other) => other !== model && !tried.has(other))];
  };

  let wish = control.take();
  let chain = await go(wish?.kind === 'retry' ? handOver(wish.model) : planned);
  for (wish = control.take(); wish?.kind === 'retry' && chain.outcome !== 'succeeded'; wish = control.take()) {
    if (isCancelled(context)) break;
    chain = await go(handOver(wish.model));
  }

  const { files } = bench;
  // For whoever goes on with it later; a failure to keep it must not hide how the chain ended.
  if (chain.outcome !== 'succeeded') await bench.keep(chain.model).catch(() => undefined);
  const told = chain.outcome === 'cancelled' ? bench.files : files;
  const outsideOwnership = workstream.owns.length === 0 ? [] : ownershipFlags(told, workstream.owns);
  const what = { ...place, model: chain.model, files: [...told], outsideOwnership: [...outsideOwnership] };
  const end = { type: 'workstream-end', ...what } as const;
  if (chain.outcome === 'succeeded') {
    const { commit, commits } = bench;
    const { model } = chain;
    const summary = chain.text.trim();
    await context.store.setRef(`ws/${worktreeName(key)}`, commit);
    context.emit({ ...end, outcome: 'succeeded', summary: summary.slice(0, 2000) });
    return { outcome: 'succeeded', key, section: plan.id, workstream, model, commit, commits, files, summary };
  }
  if (chain.outcome === 'failed') {
    context.emit({ ...end, outcome: 'failed', failure: chain.failure });
    return { outcome: 'failed', key, failure: chain.failure };
  }
  context.emit({ ...end, outcome: 'cancelled' });
  return { outcome: 'cancelled', key };
}
