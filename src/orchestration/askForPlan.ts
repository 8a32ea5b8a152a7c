import { planAnswerSchema } from '../core/answers';
import type { Plan } from '../core/plan';
import { readStructuredAnswer } from '../core/structuredAnswer';
import { planFromAnswer, type PlanContext } from '../planning/planFromAnswer';
import { planPrompt, type PlanPromptInput } from '../planning/planPrompt';
import { withReachable } from '../planning/withReachable';
import { askModel, type Answer, type AnswerReading } from './askModel';
import { availableModels } from './availableModels';
import { orchestratorOf } from './orchestrator';
import type { RunContext } from './runDependencies';

/** The numbers of the run's sections, as attempts at its plan are labelled. */
export function sectionList(context: RunContext): string {
  return context.subject.sections.map((section) => section.number).join(', ');
}

/**
 * Asks the orchestrator for a plan; the answer is one of which `planFromAnswer` can make a plan. `workdir` is a checkout of
 * the snapshot in which it may read. `again`: the plan that it is to replace.
 */
export async function askForPlan(
  context: RunContext,
  workdir: string,
  workspaceMap: string,
  again?: PlanPromptInput['again'],
): Promise<Answer<unknown>> {
  const { registry, routing } = context.configuration;
  const planContext: PlanContext = { sections: context.subject.sections, registry, routing };
  const reachable = await availableModels(context);
  const earlier = context.state().tasks.filter(({ task }) => task === 'plan');
  return askModel<unknown>(context, {
    task: 'plan',
    title: 'Plan',
    section: sectionList(context),
    models: [orchestratorOf(registry)],
    body: planPrompt({ ...context.subject, workspaceMap, registry, routing, reachable, ...(again ? { again } : {}) }),
    workdir,
    access: 'read-only',
    attemptsBefore: Math.max(0, ...earlier.map(({ number }) => number)),
    read: (text): AnswerReading<unknown> => {
      const reading = readStructuredAnswer(text, planAnswerSchema);
      if (!reading.ok) return reading;
      const check = planFromAnswer(reading.value, planContext);
      return check.ok ? { ok: true, value: reading.value } : check;
    },
  });
}

/** Whether nothing is known that keeps a model of this machine from being asked: planning may have found its CLI signed out. */
function isSignedIn({ configuration, adapters, gate }: RunContext, model: string): boolean {
  const spec = configuration.registry.get(model);
  const cli = spec && (adapters(spec)?.cli ?? spec.cli);
  return cli === undefined || !gate.isSignedOut(cli);
}

/** The plan with somebody for each workstream who is on this machine and signed in; who that is, is told. */
export async function forThisMachine(context: RunContext, planned: Plan): Promise<Plan> {
  const reachable = (await availableModels(context)).filter((model) => isSignedIn(context, model));
  const { plan, notes } = withReachable(planned, reachable, context.configuration.registry);
  for (const message of notes) context.emit({ type: 'log', level: 'info', message });
  return plan;
}
