import assert from 'node:assert/strict';
import { workstreamGraph } from '../../../src/planning/workstreamGraph';
import { planOf, sectionPlan, workstream } from './specification';

const edges = (plan: Parameters<typeof workstreamGraph>[0]) =>
  Object.fromEntries(workstreamGraph(plan).map((node) => [node.key, node.dependsOn]));

describe('workstreamGraph', () => {
  it('keys workstreams by section, and lets a section wait for all of another', () => {
    const plan = planOf(
      sectionPlan('2', [workstream('schemas'), workstream('tests', { dependsOn: ['schemas'] })]),
      sectionPlan('3', [workstream('schemas'), workstream('tests', { dependsOn: ['schemas'] })], { dependsOn: ['2'] }),
    );
    assert.deepEqual(edges(plan), {
      '2/schemas': [],
      '2/tests': ['2/schemas'],
      '3/schemas': ['2/schemas', '2/tests'],
      '3/tests': ['2/schemas', '2/tests', '3/schemas'],
    });
  });

  it('bridges skipped workstreams, over whole sections too', () => {
    const plan = planOf(
      sectionPlan('1', [workstream('a')]),
      sectionPlan('2', [workstream('b', { skip: true }), workstream('c', { dependsOn: ['b'], skip: true })], {
        dependsOn: ['1'],
      }),
      sectionPlan('3', [workstream('d')], { dependsOn: ['2'] }),
    );
    assert.deepEqual(edges(plan), { '1/a': [], '3/d': ['1/a'] });
  });
});
