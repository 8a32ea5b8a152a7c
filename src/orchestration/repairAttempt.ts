import type { CulpritProof } from '../core/culprit';
import type { Failure } from '../core/failure';
import type { Plan } from '../core/plan';
import type { Worktree } from '../core/ports/snapshotStore';
import { craftRepairPrompt } from '../planning/craftRepairPrompt';
import type { CheckResult } from '../synthesis/runChecks';
import type { FinishedWorkstream } from './candidate';
import { runChain, type ChainResult } from './fallbackRun';
import { modelAuthor } from './modelAuthor';
import { runAttempt } from './runAttempt';
import type { RunContext } from './runDependencies';
import { shownFiles, type ShownFiles } from './shownFiles';

/** One round of repair: who tries in which order, in a worktree that stands at `base`. */
export interface RepairOrder {
  readonly plan: Plan;
  readonly culprits: readonly FinishedWorkstream[];
  readonly proof: CulpritProof | undefined;
  /** The culprit whose author's turn it is; undefined: the orchestrator mends the whole. */
  readonly author: FinishedWorkstream | undefined;
  readonly place: { readonly section?: string; readonly workstream: string };
  readonly models: readonly string[];
  readonly worktree: Worktree;
  /** Where the checks ran. */
  readonly checked: Worktree;
  readonly base: string;
  readonly red: readonly CheckResult[];
  readonly mayChange: readonly string[];
  readonly earlier: readonly string[];
  readonly round: number;
}

/** A repair as a commit of the model that made it, or why there is none. */
export type RepairAttempt =
  | { readonly outcome: 'succeeded'; readonly model: string; readonly commit: string; readonly summary: string }
  | Extract<ChainResult, { outcome: 'failed' | 'cancelled' }>;

function whyText({ culprits, proof }: RepairOrder): string {
  const names = culprits
    .map(({ workstream, model }) => `${workstream.title} (${workstream.id}, by ${model})`)
    .join(', ');
  switch (proof) {
    case undefined:
      return 'They were not red before these workstreams, and no single one explains it.';
    case 'alone':
      return `They pass without the workstream ${names}.`;
    case 'together':
      return `No single workstream explains it; they pass without these together: ${names}.`;
    case 'output':
      return `Their output points to the workstream ${names}.`;
    case 'tests':
      return `They pass without the tests of ${names}: either these or what they test is wrong. The section decides which.`;
  }
}

/** What a model without file tools is shown: what it may change, what the output names, what the contract names. */
async function filesFor(
  context: RunContext,
  { plan, base, worktree, mayChange, red }: RepairOrder,
): Promise<ShownFiles> {
  const there = await context.store.listFiles(base);
  const named = there.filter((path) => red.some(({ output }) => output.includes(path)));
  const agreed = plan.sections.flatMap((section) => section.contract.files.map((file) => file.path));
  return shownFiles(context.openWorktree(worktree.path), there, [...mayChange, ...named, ...agreed]);
}

async function prompt(context: RunContext, order: RepairOrder, model: string): Promise<string> {
  const { plan, author, culprits, red, checked } = order;
  const spec = context.configuration.registry.get(model);
  const concerned = new Set(culprits.map(({ section }) => section));
  const sections = plan.sections.flatMap((section) => {
    const text = context.subject.sections.find(({ number }) => number === section.id);
    return text && (concerned.size === 0 || concerned.has(section.id)) ? [{ text, plan: section }] : [];
  });
  const answers = (spec && context.adapters(spec)?.answers) ?? 'files';
  const shown = answers === 'blocks' ? await filesFor(context, order) : undefined;
  return craftRepairPrompt({
    sections,
    workstream: author?.workstream,
    why: whyText(order),
    red: red.map(({ name, command, outcome, output }) => ({
      ...{ name, command },
      timedOut: outcome === 'timed-out',
      // A path into the worktree of the checks would lead the model astray.
      output: output.replaceAll(`${checked.path}/`, '').replaceAll(checked.path, '.'),
    })),
    mayChange: order.mayChange,
    earlier: order.earlier,
    answers,
    ...(shown ? { existing: shown.existing, notShown: shown.left } : {}),
  });
}

/** Lets the models of a round try one after the other, each from `base`; the first that changes something has it committed. */
export async function repairAttempt(context: RunContext, order: RepairOrder): Promise<RepairAttempt> {
  const { worktree, base, place, models, round } = order;
  let commit = base;
  const judge = async (model: string): Promise<Failure | undefined> => {
    const trailers = `MAO-Workstream: ${place.workstream}\nMAO-Model: ${model}\n`;
    const message = `Repair ${place.workstream}, round ${round}\n\n${trailers}`;
    commit = await context.store.commitWorktree({ ...worktree, base }, modelAuthor(model), message);
    if (commit !== base) return undefined;
    return { code: 'output-empty', message: `${model} ended without changing any file.` };
  };
  const chain = await runChain(context, {
    title: 'Repair',
    models,
    place: { ...place, task: 'repair' },
    attempt: async (model, number, takeover) => {
      if (takeover) await context.store.resetWorktree(worktree, base);
      return runAttempt(context, {
        ...{ model, ...place, task: 'repair', number: (round - 1) * 2 + number },
        ...{ body: await prompt(context, order, model), workdir: worktree.path, access: 'edit' },
        judge: () => judge(model),
      });
    },
  });
  if (chain.outcome !== 'succeeded') return chain;
  return { outcome: 'succeeded', model: chain.model, commit, summary: chain.text.trim() };
}
