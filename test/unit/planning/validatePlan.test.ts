import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Plan } from '../../../src/core/plan';
import { validatePlan } from '../../../src/planning/validatePlan';
import { graphs, hasCycle } from './graphs';
import { planOf, registry, sectionPlan, workstream } from './specification';

const errorsOf = (...sections: Plan['sections']) => validatePlan(planOf(...sections), registry).join('\n');
const file = (path: string, owner: string) => ({ path, owner, purpose: '', exports: [] });

describe('validatePlan', () => {
  it('has nothing against a sound plan', () => {
    const contract = { notes: '', files: [file('src/a.ts', 'a'), file('src/b.ts', 'b')] };
    const workstreams = [
      workstream('a', { owns: ['src/a.ts'] }),
      workstream('b', { owns: ['src/b.ts'], dependsOn: ['a'] }),
    ];
    assert.equal(errorsOf(sectionPlan('2', workstreams, { contract })), '');
  });

  it('reports a cycle exactly when there is one, among workstreams and among sections', () => {
    const known = graphs.map((nodes) => {
      const keys = new Set(nodes.map((node) => node.key));
      return nodes.map((node) => ({ ...node, dependsOn: node.dependsOn.filter((key) => keys.has(key)) }));
    });
    fc.assert(
      fc.property(known, (nodes) => {
        fc.pre(nodes.length > 0);
        const ofWorkstreams = errorsOf(
          sectionPlan(
            '2',
            nodes.map(({ key, dependsOn }) => workstream(key, { dependsOn: [...dependsOn] })),
          ),
        );
        const ofSections = errorsOf(
          ...nodes.map(({ key, dependsOn }) => sectionPlan(key, [workstream('a')], { dependsOn: [...dependsOn] })),
        );
        const circle = hasCycle(nodes);
        assert.equal(/workstreams wait for each other in a circle: n\d+ → /.test(ofWorkstreams), circle);
        assert.equal(/Sections wait for each other in a circle: n\d+ → /.test(ofSections), circle);
        if (!circle) assert.equal(ofWorkstreams + ofSections, '');
      }),
    );
  });

  it('names what is wrong', () => {
    const all = errorsOf(
      sectionPlan(
        '2',
        [
          workstream('a', { model: 'gpt-9', fallbacks: ['gpt-9', 'opus'] }),
          workstream('A', { dependsOn: ['zz'] }),
          workstream('b c', { owns: ['/etc/passwd', '../x', 'src/One.ts'] }),
          workstream('d', { owns: ['src/one.ts'] }),
        ],
        { contract: { notes: '', files: [file('src/two.ts', 'nobody'), file('C:/x', 'a')] }, dependsOn: ['7'] },
      ),
      sectionPlan('3', []),
      sectionPlan('3', [workstream('a')]),
    );
    assert.deepEqual(
      all.split('\n').map((line) => line.replace(/; the registry has .*/, '')),
      [
        'Section 3 is planned twice.',
        'Section 2: has the workstream "A" twice.',
        'Section 2: workstream "a" names the unknown model "gpt-9"',
        'Section 2: workstream "A" depends on "zz", which is none of "a", "A", "b c", "d".',
        'Section 2: workstream "b c" has an id with other characters than letters, digits, _ and -.',
        'Section 2: workstream "b c" owns "/etc/passwd", which is absolute; paths are relative to the workspace.',
        'Section 2: workstream "b c" owns "../x", which leads outside the workspace.',
        'Section 2: "src/one.ts" has two owners, "b c" and "d".',
        'Section 2: "src/two.ts" has the owner "nobody", which is none of "a", "A", "b c", "d".',
        'Section 2: "C:/x" in the contract is absolute; paths are relative to the workspace.',
        'Section 2 waits for section 7, which is not planned.',
        'Section 3: has no workstreams.',
      ],
    );
  });

  it('wants something to be left to do', () => {
    assert.match(errorsOf(sectionPlan('2', [workstream('a', { skip: true })])), /nothing is left to do/);
    assert.equal(errorsOf(sectionPlan('2', [workstream('a', { skip: true }), workstream('b')])), '');
  });
});
