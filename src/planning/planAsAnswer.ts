import type { PlanAnswer } from '../core/answers';
import type { Plan } from '../core/plan';

/** A plan in the form in which the orchestrator answers; workstreams that the user left out are not in it. */
export function planAsAnswer(plan: Pick<Plan, 'sections'>): PlanAnswer {
  return {
    sections: plan.sections.map((section) => ({
      section: section.id,
      complexity: section.complexity,
      strategy: section.strategy,
      summary: section.summary,
      contract: section.contract,
      workstreams: section.workstreams
        .filter((workstream) => workstream.skip !== true)
        .map(({ id, brief, acceptance, dependsOn, model, thinking }) => ({
          id,
          brief,
          acceptance,
          dependsOn,
          model,
          thinking,
        })),
    })),
  };
}
