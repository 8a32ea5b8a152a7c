import fc from 'fast-check';

interface Node {
  readonly key: string;
  readonly dependsOn: readonly string[];
}

/** Graphs of up to ten nodes; edges to nodes that do not exist among them. */
export const graphs: fc.Arbitrary<readonly Node[]> = fc
  .array(fc.array(fc.nat({ max: 11 }), { maxLength: 3 }), { maxLength: 10 })
  .map((rows) => rows.map((row, index) => ({ key: `n${index}`, dependsOn: row.map((target) => `n${target}`) })));

/** An independent answer: does any node reach itself? */
export function hasCycle(nodes: readonly Node[]): boolean {
  const next = new Map(nodes.map((node) => [node.key, node.dependsOn]));
  const reaches = (from: string, goal: string, seen: Set<string>): boolean =>
    (next.get(from) ?? []).some((key) => {
      if (!next.has(key)) return false;
      if (key === goal) return true;
      if (seen.has(key)) return false;
      seen.add(key);
      return reaches(key, goal, seen);
    });
  return nodes.some((node) => reaches(node.key, node.key, new Set()));
}
