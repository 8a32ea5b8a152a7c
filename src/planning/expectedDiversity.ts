import { diversityScore } from '../core/diversity';
import type { ModelRegistry } from '../core/modelSpec';
import type { Plan } from '../core/plan';

/** The diversity score that a plan promises: one entry for each workstream that is not skipped. */
export function expectedDiversity(plan: Pick<Plan, 'sections'>, registry: ModelRegistry): number {
  const workstreams = plan.sections.flatMap((section) => section.workstreams);
  const models = workstreams.filter((workstream) => workstream.skip !== true).map((workstream) => workstream.model);
  return diversityScore(models, registry);
}
