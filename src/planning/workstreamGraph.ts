import type { Plan } from '../core/plan';
import { cycleText, findCycle, peel, type GraphNode } from './graph';

/** One workstream of the run that is going to be done; `key` is `<section>/<id>`, `dependsOn` holds keys. */
export interface WorkstreamNode {
  readonly key: string;
  readonly section: string;
  readonly id: string;
  readonly dependsOn: readonly string[];
}

/** The key of a workstream, unique in its run. */
export function workstreamKey(section: string, id: string): string {
  return `${section}/${id}`;
}

interface PlannedNode extends WorkstreamNode {
  readonly skip: boolean;
}

/** Every workstream of the plan, skipped ones too; a section builds on all workstreams of the sections it depends on. */
function plannedNodes(plan: Plan): readonly PlannedNode[] {
  const keysOf = new Map(
    plan.sections.map((section) => [section.id, section.workstreams.map(({ id }) => workstreamKey(section.id, id))]),
  );
  return plan.sections.flatMap((section) => {
    const before = section.dependsOn.flatMap((id) => keysOf.get(id) ?? []);
    return section.workstreams.map((workstream) => ({
      key: workstreamKey(section.id, workstream.id),
      section: section.id,
      id: workstream.id,
      dependsOn: [...before, ...workstream.dependsOn.map((id) => workstreamKey(section.id, id))],
      skip: workstream.skip === true,
    }));
  });
}

/** What a node builds on once skipped nodes are bridged: in their place stands what they build on themselves. */
function bridged(node: PlannedNode, nodes: ReadonlyMap<string, PlannedNode>): readonly string[] {
  const found = new Set<string>();
  const seen = new Set<string>();
  const visit = (keys: readonly string[]) => {
    for (const key of keys) {
      const other = nodes.get(key);
      if (!other || seen.has(key)) continue;
      seen.add(key);
      if (other.skip) visit(other.dependsOn);
      else found.add(key);
    }
  };
  visit(node.dependsOn);
  return [...found];
}

/** The dependency graph of all workstreams that are going to be done, over all sections. */
export function workstreamGraph(plan: Plan): readonly WorkstreamNode[] {
  const nodes = plannedNodes(plan);
  const byKey = new Map(nodes.map((node) => [node.key, node]));
  return nodes
    .filter((node) => !node.skip)
    .map((node) => ({ key: node.key, section: node.section, id: node.id, dependsOn: bridged(node, byKey) }));
}

/** Nodes after everything they depend on, otherwise in the order given. Throws naming the cycle when there is one: plans are checked before. */
export function topologicalOrder<T extends GraphNode>(nodes: readonly T[]): readonly T[] {
  const { order, stuck } = peel(nodes);
  if (stuck.length > 0) throw new Error(`The graph has a cycle: ${cycleText(findCycle(nodes) ?? [])}.`);
  return order;
}
