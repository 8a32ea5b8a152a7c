/** A node of a dependency graph; keys in `dependsOn` that no node has are not edges. */
export interface GraphNode {
  readonly key: string;
  readonly dependsOn: readonly string[];
}

/** Nodes in an order in which each comes after what it depends on, and those that a cycle holds back: takes away every node whose dependencies are gone until none can go. */
export function peel<T extends GraphNode>(
  nodes: readonly T[],
): { readonly order: readonly T[]; readonly stuck: readonly T[] } {
  const known = new Set(nodes.map((node) => node.key));
  const done = new Set<string>();
  const order: T[] = [];
  let left = nodes;
  for (;;) {
    const free = left.filter((node) => node.dependsOn.every((key) => !known.has(key) || done.has(key)));
    if (free.length === 0) return { order, stuck: left };
    for (const node of free) done.add(node.key);
    order.push(...free);
    left = left.filter((node) => !done.has(node.key));
  }
}

/** The keys along one cycle, each depending on the next and the last on the first; undefined when there is none. */
export function findCycle(nodes: readonly GraphNode[]): readonly string[] | undefined {
  const { stuck } = peel(nodes);
  const byKey = new Map(stuck.map((node) => [node.key, node]));
  const path: string[] = [];
  let node = stuck[0];
  while (node) {
    const seen = path.indexOf(node.key);
    if (seen >= 0) return path.slice(seen);
    path.push(node.key);
    const next = node.dependsOn.find((key) => byKey.has(key));
    node = next === undefined ? undefined : byKey.get(next);
  }
  return undefined;
}

/** A cycle for people: `a → b → a`, where the arrow is "builds on". */
export function cycleText(cycle: readonly string[]): string {
  return [...cycle, ...cycle.slice(0, 1)].join(' → ');
}
