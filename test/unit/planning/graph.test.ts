import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cycleText, findCycle } from '../../../src/planning/graph';
import { topologicalOrder } from '../../../src/planning/workstreamGraph';
import { graphs, hasCycle } from './graphs';

describe('graph', () => {
  it('finds a cycle exactly when there is one, and it is one', () => {
    fc.assert(
      fc.property(graphs, (nodes) => {
        const cycle = findCycle(nodes);
        assert.equal(cycle !== undefined, hasCycle(nodes));
        if (!cycle) return;
        for (const [index, key] of cycle.entries()) {
          const next = cycle[(index + 1) % cycle.length] ?? '';
          assert.ok(nodes.find((node) => node.key === key)?.dependsOn.includes(next), `${key} → ${next}`);
        }
      }),
    );
  });

  it('orders every graph without one, each node after what it depends on', () => {
    fc.assert(
      fc.property(graphs, (nodes) => {
        if (hasCycle(nodes)) {
          assert.throws(() => topologicalOrder(nodes), /has a cycle: n\d/);
          return;
        }
        const order = topologicalOrder(nodes);
        assert.deepEqual(
          order.toSorted((a, b) => a.key.localeCompare(b.key)),
          nodes.toSorted((a, b) => a.key.localeCompare(b.key)),
        );
        const place = new Map(order.map((node, index) => [node.key, index]));
        for (const node of order) {
          for (const key of node.dependsOn) assert.ok((place.get(key) ?? -1) < (place.get(node.key) ?? -1));
        }
      }),
    );
  });

  it('names the cycle', () => {
    const nodes = [
      { key: 'x', dependsOn: ['a'] },
      { key: 'a', dependsOn: ['b'] },
      { key: 'b', dependsOn: ['a'] },
    ];
    assert.equal(cycleText(findCycle(nodes) ?? []), 'a → b → a');
    assert.equal(cycleText(findCycle([{ key: 'a', dependsOn: ['a'] }]) ?? []), 'a → a');
  });
});
