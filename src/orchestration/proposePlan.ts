import { dependencyCheckAnswerSchema, planAnswerSchema } from '../core/answers';
import type { Plan, PlanSource } from '../core/plan';
import { readStructuredAnswer } from '../core/structuredAnswer';
import { dependencyCheckPrompt } from '../planning/dependencyCheckPrompt';
import { planFromAnswer, type PlanContext } from '../planning/planFromAnswer';
import { planFromRouting } from '../planning/planFromRouting';
import { workspaceMap } from '../planning/workspaceMap';
import { askForPlan, forThisMachine, sectionList } from './askForPlan';
import { askModel } from './askModel';
import { checkersOf, orchestratorOf } from './orchestrator';
import type { RunContext } from './runDependencies';

/** How long the map of the workspace in a prompt may be. */
export const mapChars = 24_000;

/** A plan to show, and where it comes from. */
export interface ProposedPlan {
  readonly plan: Plan;
  readonly source: PlanSource;
}

type DependencyCheck = NonNullable<PlanContext['dependencyCheck']>;

async function checkDependencies(
  context: RunContext,
  workdir: string,
  map: string,
): Promise<DependencyCheck | undefined> {
  const answer = await askModel(context, {
    task: 'dependency-check',
    title: 'Dependency check',
    section: sectionList(context),
    models: checkersOf(context.configuration),
    body: dependencyCheckPrompt({ ...context.subject, workspaceMap: map }),
    workdir,
    access: 'read-only',
    read: (text) => readStructuredAnswer(text, dependencyCheckAnswerSchema),
  });
  if (answer.outcome === 'answered') return answer.value;
  context.emit({
    type: 'log',
    level: 'warning',
    message: 'Nobody could check what the sections rest on; the plan assumes that nothing is missing.',
  });
  return undefined;
}

/**
 * Phase 0: the orchestrator plans while the checker looks what the sections rest on; the answer is validated and models
 * are assigned. Without an orchestrator the plan comes straight from the routing rules. `workdir` is a checkout of the
 * snapshot in which the models may read.
 */
export async function proposePlan(
  context: RunContext,
  workdir: string,
  files: readonly string[],
): Promise<ProposedPlan | undefined> {
  const { registry, routing } = context.configuration;
  const { subject } = context;
  const map = workspaceMap(files, mapChars);
  const planContext = { sections: subject.sections, registry, routing };
  const checking = checkDependencies(context, workdir, map);
  const answer = await askForPlan(context, workdir, map);
  const dependencyCheck = await checking;
  if (context.signal.aborted || answer.outcome === 'cancelled') return undefined;
  const full: PlanContext = dependencyCheck ? { ...planContext, dependencyCheck } : planContext;
  if (answer.outcome === 'answered') {
    const plan = planFromAnswer(planAnswerSchema.parse(answer.value), full);
    if (plan.ok) {
      for (const message of plan.notes) context.emit({ type: 'log', level: 'info', message });
      return { plan: await forThisMachine(context, plan.plan), source: 'orchestrator' };
    }
  }
  context.emit({
    type: 'log',
    level: 'warning',
    message: `${orchestratorOf(registry)} could not plan; this plan comes straight from the routing rules.`,
  });
  return { plan: await forThisMachine(context, planFromRouting(full)), source: 'routing' };
}
