import assert from 'node:assert/strict';
import { defaultRegistry } from '../../../../src/config/defaultRegistry';
import { defaultRouting } from '../../../../src/config/defaultRouting';
import type { Finding } from '../../../../src/core/finding';
import { planSchema } from '../../../../src/core/plan';
import { findingsOf, planFixes } from '../../../../src/orchestration/fix/planFixes';
import { finding } from '../../qa/findings';

const models = { registry: defaultRegistry(), routing: defaultRouting() };
const section = (number: string) => ({
  ...{ number, title: `Title ${number}`, slug: number, level: 2, line: 1, lines: 3, text: `## ${number}` },
});
const order = (...findings: readonly (Partial<Finding> & { readonly section?: string })[]) => ({
  findings: findings.map(({ section: of = '2', ...fields }, at) => ({
    section: of,
    finding: finding({ id: `q${at}`, ...fields }),
  })),
});
const plan = (asked: Parameters<typeof planFixes>[0], ...sections: readonly string[]) =>
  planFixes(asked, (sections.length > 0 ? sections : ['2']).map(section), models);
const workstreams = (asked: Parameters<typeof planFixes>[0], ...sections: readonly string[]) =>
  plan(asked, ...sections).sections.flatMap(({ id, workstreams: own }) => own.map((one) => ({ section: id, ...one })));

describe('orchestration/fix/planFixes', () => {
  it('makes one workstream of all findings of a file, which owns it', () => {
    const asked = order(
      { file: 'src/store.ts', message: 'First', severity: 'info' },
      { file: 'src/store.ts', message: 'Second', severity: 'error' },
      { file: 'test/Store.test.ts' },
    );
    assert.deepEqual(
      workstreams(asked).map(({ id, title, owns, dependsOn }) => [id, title, owns, dependsOn]),
      [
        ['fix-store', 'Fix of src/store.ts', ['src/store.ts'], []],
        ['fix-store-test', 'Fix of test/Store.test.ts', ['test/Store.test.ts'], []],
      ],
    );
    const [store] = workstreams(asked);
    assert.ok(store);
    assert.deepEqual(store.acceptance, ['No longer so: Second', 'No longer so: First']);
    assert.match(store.brief, /^Mend what the QA found in src\/store\.ts:\n- line 4 \(error\): Second\./);
    assert.deepEqual(
      findingsOf(asked, store).map(({ finding: { id } }) => id),
      ['q1', 'q0'],
    );
    assert.doesNotThrow(() => planSchema.parse(plan(asked)));
  });

  it('gives files of one name ids of their own, and a name without letters one', () => {
    const asked = order({ file: 'a/index.ts' }, { file: 'b/index.js' }, { file: '.env' }, { file: 'c/$$.ts' });
    assert.deepEqual(
      workstreams(asked).map(({ id }) => id),
      ['fix-index', 'fix-index-2', 'fix-env', 'fix-file'],
    );
  });

  it('takes the model that most findings are assigned to, its chain ends with Opus', () => {
    const asked = order({ assignedTo: 'o3' }, { assignedTo: 'gemini-pro' }, { assignedTo: 'gemini-pro' });
    const [one] = workstreams(asked);
    assert.equal(one?.model, 'gemini-pro');
    assert.equal(one.fallbacks.at(-1), 'opus');
    assert.ok(!one.fallbacks.includes('gemini-pro'));
  });

  it('among equals takes that of the worst finding', () => {
    const asked = order({ assignedTo: 'o3', severity: 'info' }, { assignedTo: 'haiku', severity: 'error' });
    assert.equal(workstreams(asked)[0]?.model, 'haiku');
  });

  it('leaves it to routing where a finding is assigned to nobody, or to a model that is not there', () => {
    const routed = workstreams(order({ dimensions: ['type_safety'] }))[0];
    assert.equal(routed?.model, models.routing.development.get('schemas')?.primary);
    assert.equal(workstreams(order({ dimensions: ['type_safety'], assignedTo: 'gpt-9' }))[0]?.model, routed?.model);
  });

  it('takes the model that the user names before all others', () => {
    const asked = { ...order({ assignedTo: 'o3' }), model: 'gemini-pro' };
    assert.equal(workstreams(asked)[0]?.model, 'gemini-pro');
  });

  it('puts each file into the section of its worst finding, and leaves sections without one out', () => {
    const asked = order({ section: '3', file: 'a.ts' }, { section: '2', file: 'b.ts' }, { section: '3', file: 'b.ts' });
    assert.deepEqual(
      workstreams(asked, '1', '2', '3').map(({ section: of, owns }) => [of, owns]),
      [
        ['2', ['b.ts']],
        ['3', ['a.ts']],
      ],
    );
  });
});
