import type { DependencyCheckAnswer, PlanAnswer } from '../core/answers';
import { modelIdOf } from '../core/modelIdOf';
import type { ModelRegistry } from '../core/modelSpec';
import type { Plan, SectionPlan, WorkstreamPlan } from '../core/plan';
import type { Routing } from '../core/route';
import type { Section } from '../core/section';
import { normalWorkspacePath, samePathKey } from '../core/workspacePath';
import { assignModel } from './assignModel';
import { expectedDiversity } from './expectedDiversity';
import { findCycle, peel } from './graph';
import { meantSection, sectionDependencies, type SectionDependencies } from './sectionDependencies';
import { validatePlan } from './validatePlan';
import { workstreamIdOf } from './workstreamId';
import { workstreamTitle } from './workstreamTitle';

/** What a plan is made for and of. `universal` is the model at the end of every fallback chain (default `opus`). */
export interface PlanContext {
  readonly sections: readonly Section[];
  readonly registry: ModelRegistry;
  readonly routing: Routing;
  readonly dependencyCheck?: DependencyCheckAnswer;
  readonly universal?: string;
}

/** A plan ready to be shown, with notes on what was not kept; or what the orchestrator has to mend. */
export type PlannedAnswer =
  | { readonly ok: true; readonly plan: Plan; readonly notes: readonly string[] }
  | { readonly ok: false; readonly errors: readonly string[] };

type SectionAnswer = PlanAnswer['sections'][number];

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}

/** Chains the workstreams one after the other, in an order that keeps to their dependencies. */
function inSequence(workstreams: readonly WorkstreamPlan[]): WorkstreamPlan[] {
  const nodes = workstreams.map((workstream) => ({ ...workstream, key: workstream.id }));
  if (findCycle(nodes)) return [...workstreams];
  const before = new Map<string, string>();
  peel(nodes).order.reduce((last: string | undefined, { id }) => {
    if (last !== undefined) before.set(id, last);
    return id;
  }, undefined);
  return workstreams.map((workstream) => ({
    ...workstream,
    dependsOn: unique([...workstream.dependsOn, ...[before.get(workstream.id) ?? []].flat()]),
  }));
}

function sectionPlan(
  answer: SectionAnswer,
  section: Section,
  context: PlanContext,
  dependencies: SectionDependencies,
): SectionPlan {
  const files = answer.contract.files.map((file) => ({
    path: normalWorkspacePath(file.path),
    owner: workstreamIdOf(file.owner),
    purpose: oneLine(file.purpose),
    exports: file.exports,
  }));
  const workstreams = answer.workstreams.map((wish): WorkstreamPlan => {
    const id = workstreamIdOf(wish.id);
    const { model, fallbacks, ...thinking } = assignModel(
      { ...wish, id },
      context.routing,
      context.registry,
      context.universal,
    );
    return {
      id,
      title: workstreamTitle(id),
      model,
      fallbacks,
      dependsOn: unique(wish.dependsOn.map(workstreamIdOf)),
      ...thinking,
      owns: unique(files.filter((file) => file.owner === id).map((file) => file.path)),
      brief: wish.brief,
      acceptance: wish.acceptance.map(oneLine),
    };
  });
  return {
    id: section.number,
    title: section.title,
    complexity: answer.complexity,
    strategy: answer.strategy,
    summary: answer.summary,
    contract: { notes: answer.contract.notes, files },
    dependsOn: [...(dependencies.dependsOn.get(section.number) ?? [])],
    missing: [...(dependencies.missing.get(section.number) ?? [])],
    workstreams: answer.strategy === 'sequential' ? inSequence(workstreams) : workstreams,
  };
}

/** Sections that the answer lacks, has twice, or was not asked for. */
function coverageErrors(answers: readonly SectionAnswer[], sections: readonly Section[]): string[] {
  const meant = answers.map((answer) => ({ text: answer.section, section: meantSection(sections, answer.section) }));
  const asked = sections.map((section) => section.number).join(', ');
  const unasked = meant.filter(({ section }) => !section);
  const errors = unasked.map(({ text }) => `Section "${text}" was not asked for; plan exactly these: ${asked}.`);
  for (const section of sections) {
    const times = meant.filter((one) => one.section === section).length;
    if (times === 0) errors.push(`Section ${section.number} is missing from the plan.`);
    if (times > 1) errors.push(`Section ${section.number} is planned ${times} times; plan it once.`);
  }
  return errors;
}

function modelErrors(answers: readonly SectionAnswer[], registry: ModelRegistry): string[] {
  const wishes = answers.flatMap(({ section, workstreams }) =>
    workstreams.map(({ id, model }) => ({ section, id, model })),
  );
  const known = [...registry.keys()].map((id) => `"${id}"`).join(', ');
  return wishes.flatMap(({ section, id, model }) =>
    model === undefined || modelIdOf(model, registry) !== undefined
      ? []
      : [`Section ${section}: workstream "${id}" names the unknown model "${model}"; the registry has ${known}.`],
  );
}

/** Files that several sections own: allowed, since sections are merged like workstreams, but worth saying. */
function sharedFiles(sections: readonly SectionPlan[]): string[] {
  const claims = sections.flatMap((section) =>
    section.contract.files.map((file) => ({ key: samePathKey(file.path), path: file.path, section: section.id })),
  );
  const shared = [...Map.groupBy(claims, (claim) => claim.key).values()].filter(
    (group) => new Set(group.map((claim) => claim.section)).size > 1,
  );
  return shared.map((group) => {
    const owners = unique(group.map((claim) => claim.section)).join(' and ');
    return `${group[0]?.path ?? ''} belongs to sections ${owners}; their changes will be merged.`;
  });
}

/**
 * Makes the orchestrator's answer a plan: checks that it can be carried out, assigns models by wish and routing, and adds
 * what the dependency check found. Errors are words for the correction round.
 */
export function planFromAnswer(answer: PlanAnswer, context: PlanContext): PlannedAnswer {
  const dependencies = sectionDependencies(context.sections, context.dependencyCheck);
  const sections = context.sections.flatMap((section) => {
    const found = answer.sections.find((one) => meantSection(context.sections, one.section) === section);
    return found ? [sectionPlan(found, section, context, dependencies)] : [];
  });
  const errors = [
    ...coverageErrors(answer.sections, context.sections),
    ...modelErrors(answer.sections, context.registry),
    ...validatePlan({ sections: sections.map((section) => ({ ...section, dependsOn: [] })) }, context.registry),
  ];
  if (errors.length > 0) return { ok: false, errors: unique(errors) };
  const plan = { sections, diversity: expectedDiversity({ sections }, context.registry) };
  return { ok: true, plan, notes: [...dependencies.notes, ...sharedFiles(sections)] };
}
