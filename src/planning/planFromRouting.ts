import type { Plan, SectionPlan, WorkstreamPlan } from '../core/plan';
import type { Section } from '../core/section';
import { developmentTasks } from '../core/taskAlias';
import { assignModel } from './assignModel';
import { expectedDiversity } from './expectedDiversity';
import type { PlanContext } from './planFromAnswer';
import { sectionDependencies } from './sectionDependencies';
import { taskProfile } from './taskProfiles';
import { workstreamIdOf } from './workstreamId';
import { workstreamTitle } from './workstreamTitle';

/** How much there is to read is all that the routing rules can know about a section. */
function complexityOf(section: Section): SectionPlan['complexity'] {
  if (section.lines > 120) return 'high';
  return section.lines > 30 ? 'medium' : 'low';
}

function taskIds(context: PlanContext): string[] {
  const routed = [...context.routing.development.keys()].map(workstreamIdOf).filter((id) => id !== '');
  const ids = [...new Set(routed.length > 0 ? routed : developmentTasks)];
  return ids.sort((a, b) => Number(b === 'schemas') - Number(a === 'schemas'));
}

function workstreamsOf(context: PlanContext): WorkstreamPlan[] {
  const ids = taskIds(context);
  const first = ids.includes('schemas') ? ['schemas'] : [];
  return ids.map((id) => {
    const { model, fallbacks, ...thinking } = assignModel({ id }, context.routing, context.registry, context.universal);
    const { brief, acceptance } = taskProfile(id);
    const dependsOn = id === 'schemas' ? [] : first;
    return {
      id,
      title: workstreamTitle(id),
      model,
      fallbacks,
      dependsOn,
      ...thinking,
      owns: [],
      brief,
      acceptance: [...acceptance],
    };
  });
}

/**
 * The plan that needs no orchestrator: every development task of the routing rules is a workstream; schemas come first, the
 * rest runs in parallel on top of them. It has no contract, so that nobody owns files.
 */
export function planFromRouting(context: PlanContext): Plan {
  const dependencies = sectionDependencies(context.sections, context.dependencyCheck);
  const sections = context.sections.map((section): SectionPlan => ({
    id: section.number,
    title: section.title,
    complexity: complexityOf(section),
    strategy: 'waves',
    summary: '',
    contract: { notes: '', files: [] },
    dependsOn: [...(dependencies.dependsOn.get(section.number) ?? [])],
    missing: [...(dependencies.missing.get(section.number) ?? [])],
    workstreams: workstreamsOf(context),
  }));
  return { sections, diversity: expectedDiversity({ sections }, context.registry) };
}
