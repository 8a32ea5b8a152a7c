import { planAnswerSchema } from '../core/answers';
import type { Plan, PlanSource } from '../core/plan';
import type { PlanAgain } from '../core/ports/approver';
import { planAsAnswer } from '../planning/planAsAnswer';
import { planFromAnswer } from '../planning/planFromAnswer';
import { workspaceMap } from '../planning/workspaceMap';
import { askForPlan, forThisMachine } from './askForPlan';
import { orchestratorOf } from './orchestrator';
import { mapChars, type ProposedPlan } from './proposePlan';
import type { RunContext } from './runDependencies';

/** What the dependency check found out about the sections holds for the new plan too. */
function withFindings(plan: Plan, earlier: Plan): Plan {
  const sections = plan.sections.map((section) => {
    const known = earlier.sections.find((one) => one.id === section.id);
    return known ? { ...section, dependsOn: known.dependsOn, missing: known.missing } : section;
  });
  return { ...plan, sections };
}

/**
 * Has the orchestrator plan once more, with the present plan and the user's wish before it. A plan that can not be had
 * leaves the one from `source` as the user saw it, with a line in the log; undefined when the run is cancelled.
 */
export async function planAgain(
  context: RunContext,
  workdir: string,
  files: readonly string[],
  source: PlanSource,
  { again, plan: edited }: PlanAgain,
): Promise<ProposedPlan | undefined> {
  const { registry, routing } = context.configuration;
  context.emit({ type: 'log', level: 'info', message: `Planning again: ${again.replace(/\s+/g, ' ').trim()}` });
  const left = edited.sections.flatMap((section) =>
    section.workstreams.filter(({ skip }) => skip === true).map(({ id }) => `${id} of section ${section.id}`),
  );
  const wish = left.length === 0 ? again : `${again}\n\nThe user left these out: ${left.join(', ')}.`;
  const earlier = JSON.stringify(planAsAnswer(edited), undefined, 2);
  const answer = await askForPlan(context, workdir, workspaceMap(files, mapChars), { earlier, wish });
  if (context.signal.aborted || answer.outcome === 'cancelled') return undefined;
  if (answer.outcome === 'answered') {
    const { sections } = context.subject;
    const read = planFromAnswer(planAnswerSchema.parse(answer.value), { sections, registry, routing });
    if (read.ok) {
      for (const message of read.notes) context.emit({ type: 'log', level: 'info', message });
      return { plan: await forThisMachine(context, withFindings(read.plan, edited)), source: 'orchestrator' };
    }
  }
  const message = `${orchestratorOf(registry)} could not plan again; the plan stays as it was.`;
  context.emit({ type: 'log', level: 'warning', message });
  return { plan: edited, source };
}
