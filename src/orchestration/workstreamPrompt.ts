import type { SectionPlan, WorkstreamPlan } from '../core/plan';
import type { SectionText } from '../core/section';
import { contextPacket } from '../planning/contextPacket';
import { craftWorkstreamPrompt } from '../planning/craftWorkstreamPrompt';
import type { FinishedWorkstream } from './candidate';
import type { Takeover } from './fallbackRun';
import type { RunContext } from './runDependencies';
import { shownFiles, type ShownFiles } from './shownFiles';

const contextChars = 12_000;

/** What one attempt at a workstream is asked: by which model, in which worktree, and what is in there beyond its base. */
export interface PromptOrder {
  readonly section: SectionText;
  readonly plan: SectionPlan;
  readonly workstream: WorkstreamPlan;
  readonly base: string;
  readonly finished: readonly FinishedWorkstream[];
  readonly model: string;
  readonly workdir: string;
  readonly changed: readonly string[];
  readonly takeover: Takeover | undefined;
}

/** The files that matter to the workstream: its own, those of the contract, those of what it builds on. */
async function filesFor(context: RunContext, order: PromptOrder): Promise<ShownFiles> {
  const { workstream, plan, finished, changed, base } = order;
  const there = new Set([...(await context.store.listFiles(base)), ...changed]);
  const wanted = [
    ...workstream.owns,
    ...changed,
    ...plan.contract.files.map((file) => file.path),
    ...finished.flatMap((done) => done.files),
  ];
  return shownFiles(context.openWorktree(order.workdir), [...there], wanted);
}

/** The prompt's body for one attempt; a model without file tools is shown the files and told to answer in blocks. */
export async function workstreamPrompt(context: RunContext, order: PromptOrder): Promise<string> {
  const { section, plan, workstream, finished, takeover } = order;
  const model = context.configuration.registry.get(order.model);
  if (!model) return workstream.brief;
  const answers = context.adapters(model)?.answers ?? 'files';
  const shown = answers === 'blocks' ? await filesFor(context, order) : undefined;
  return (context.fixing?.craft ?? craftWorkstreamPrompt)({
    section,
    plan,
    workstream,
    model,
    context: contextPacket({
      contract: plan.contract,
      finished: finished.map(({ section: of, workstream: { id }, model: by, summary, files }) => ({
        section: of,
        workstream: id,
        model: by,
        summary,
        files,
      })),
      decisions: [],
      maxChars: contextChars,
    }),
    templates: context.configuration.templates,
    answers,
    ...(shown ? { existing: shown.existing, notShown: shown.left } : {}),
    ...(takeover ? { takeover: { ...takeover, kept: takeover.reason !== 'output-invalid' } } : {}),
  });
}
