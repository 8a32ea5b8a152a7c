import type { ModelRegistry } from '../core/modelSpec';
import type { Plan, SectionPlan, WorkstreamPlan } from '../core/plan';
import { samePathKey, workspacePathProblem } from '../core/workspacePath';
import { cycleText, findCycle } from './graph';

const quoted = (names: Iterable<string>) => [...names].map((name) => `"${name}"`).join(', ');

function repeated(names: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  const twice = names.filter((name) => {
    const key = samePathKey(name);
    const known = seen.has(key);
    seen.add(key);
    return known;
  });
  return [...new Set(twice)];
}

function idProblem(id: string): string | undefined {
  if (id === '') return 'has no id';
  if (id.length > 64) return 'has an id of more than 64 characters';
  return /^[\p{L}\p{N}_-]+$/u.test(id) ? undefined : 'has an id with other characters than letters, digits, _ and -';
}

function workstreamErrors(workstream: WorkstreamPlan, ids: ReadonlySet<string>, registry: ModelRegistry): string[] {
  const errors: string[] = [];
  const problem = idProblem(workstream.id);
  if (problem !== undefined) errors.push(problem);
  const models = [workstream.model, ...workstream.fallbacks].filter((model) => !registry.has(model));
  for (const model of new Set(models)) {
    errors.push(`names the unknown model "${model}"; the registry has ${quoted(registry.keys())}`);
  }
  for (const id of workstream.dependsOn.filter((other) => !ids.has(other))) {
    errors.push(`depends on "${id}", which is none of ${quoted(ids)}`);
  }
  for (const path of workstream.owns) {
    const wrong = workspacePathProblem(path);
    if (wrong !== undefined) errors.push(`owns "${path}", which ${wrong}`);
  }
  return errors.map((error) => `workstream "${workstream.id}" ${error}`);
}

function contractErrors(section: SectionPlan, ids: ReadonlySet<string>): string[] {
  const errors: string[] = [];
  const owners = new Map<string, string>();
  const claims = [
    ...section.contract.files.map((file) => [file.path, file.owner] as const),
    ...section.workstreams.flatMap(({ id, owns }) => owns.map((path) => [path, id] as const)),
  ];
  for (const [path, owner] of claims) {
    const first = owners.get(samePathKey(path)) ?? owner;
    if (first !== owner) errors.push(`"${path}" has two owners, "${first}" and "${owner}"`);
    owners.set(samePathKey(path), first);
  }
  for (const file of section.contract.files) {
    const wrong = workspacePathProblem(file.path);
    if (wrong !== undefined) errors.push(`"${file.path}" in the contract ${wrong}`);
    if (!ids.has(file.owner)) {
      errors.push(`"${file.path}" has the owner "${file.owner}", which is none of ${quoted(ids)}`);
    }
  }
  return [...new Set(errors)]; // a file stands in the contract and in what its owners own
}

function sectionErrors(section: SectionPlan, registry: ModelRegistry): string[] {
  if (section.workstreams.length === 0) return ['has no workstreams'];
  const names = section.workstreams.map((workstream) => workstream.id);
  const ids = new Set(names);
  const cycle = findCycle(section.workstreams.map(({ id, dependsOn }) => ({ key: id, dependsOn })));
  return [
    ...repeated(names).map((id) => `has the workstream "${id}" twice`),
    ...section.workstreams.flatMap((workstream) => workstreamErrors(workstream, ids, registry)),
    ...(cycle ? [`workstreams wait for each other in a circle: ${cycleText(cycle)}`] : []),
    ...contractErrors(section, ids),
  ];
}

/** What makes a plan impossible to carry out, in words for its author (a model or the user); nothing when it is sound. */
export function validatePlan(plan: Pick<Plan, 'sections'>, registry: ModelRegistry): readonly string[] {
  const ids = plan.sections.map((section) => section.id);
  const known = new Set(ids);
  const cycle = findCycle(plan.sections.map(({ id, dependsOn }) => ({ key: id, dependsOn })));
  const all = plan.sections.flatMap((section) => section.workstreams);
  const errors = [
    ...repeated(ids).map((id) => `Section ${id} is planned twice.`),
    ...plan.sections.flatMap((section) => [
      ...sectionErrors(section, registry).map((error) => `Section ${section.id}: ${error}.`),
      ...section.dependsOn
        .filter((id) => !known.has(id))
        .map((id) => `Section ${section.id} waits for section ${id}, which is not planned.`),
    ]),
    ...(cycle ? [`Sections wait for each other in a circle: ${cycleText(cycle)}.`] : []),
    ...(all.length > 0 && all.every((workstream) => workstream.skip === true)
      ? ['Every workstream is skipped: nothing is left to do.']
      : []),
  ];
  return [...new Set(errors)];
}
