import assert from 'node:assert/strict';
import { defaultRegistry } from '../../../src/config/defaultRegistry';
import { defaultRouting } from '../../../src/config/defaultRouting';
import { modelIdOf } from '../../../src/core/modelIdOf';
import { qaSynthesisAnswerSchema } from '../../../src/core/qaAnswers';
import { applySynthesis } from '../../../src/qa/applySynthesis';
import { routeFix } from '../../../src/qa/routeFix';
import { finding } from './findings';

const registry = defaultRegistry();
const rules = {
  modelId: (name: string) => modelIdOf(name, registry),
  familyOf: (model: string) => registry.get(model)?.provider ?? model,
  routed: () => 'sonnet',
};
const findings = [
  finding({ id: 'a', severity: 'error' }),
  finding({ id: 'b', line: 9, endLine: 9, models: ['o3'], dimensions: ['security'] }),
  finding({ id: 'c', file: 'src/z.ts', severity: 'info' }),
];
const answer = (fields: object) => qaSynthesisAnswerSchema.parse(fields);
const told = (fields: object) => applySynthesis(findings, answer(fields), rules);

describe('applySynthesis', () => {
  it('lets the arithmetic stand without an answer, and routing assign', () => {
    const { findings: all, notes } = applySynthesis(findings, undefined, rules);
    assert.deepEqual(
      all.map(({ id, assignedTo }) => [id, assignedTo]),
      [
        ['a', 'sonnet'],
        ['b', 'sonnet'],
        ['c', 'sonnet'],
      ],
    );
    assert.deepEqual(notes, []);
  });

  it('unifies categories and assigns fixes, by the id of the registry', () => {
    const { findings: all } = told({
      categories: [{ name: 'Failures', findings: ['F1', 'f3'] }],
      fixes: [
        { finding: 'F1', model: 'GPT Codex' },
        { finding: 'F3', model: 'gpt-5.2-codex' },
      ],
    });
    assert.deepEqual(
      all.map(({ category, assignedTo }) => [category, assignedTo]),
      [
        ['Failures', 'gpt-codex'],
        ['error handling', 'sonnet'],
        ['Failures', 'gpt-codex'],
      ],
    );
  });

  it('makes duplicates one, surer than before, with every place, opinion and model', () => {
    const { findings: all } = told({ duplicates: [['F2', 'F1'], ['F1']], fixes: [{ finding: 'F2', model: 'o3' }] });
    assert.deepEqual(
      all.map(({ id }) => id),
      ['a', 'c'],
    );
    const [one] = all;
    assert.deepEqual(
      [one?.models, one?.dimensions, one?.confidence, one?.assignedTo],
      [['sonnet', 'o3'], ['error_handling', 'security'], 0.84, 'o3'],
    );
    assert.deepEqual(one?.related, [{ file: 'src/a.ts', line: 9, endLine: 9 }]);
    assert.equal(one.opinions.length, 2);
    assert.deepEqual(
      told({
        duplicates: [
          ['F1', 'F2'],
          ['F2', 'F3'],
        ],
      }).findings.map(({ id }) => id),
      ['a'],
    );
  });

  it('leaves out what does not fit and says so', () => {
    const { findings: all, notes } = told({
      categories: [{ name: 'X', findings: ['F9'] }],
      duplicates: [['F1', 'F77']],
      fixes: [
        { finding: 'F1', model: 'gpt-9' },
        { finding: 'F0', model: 'o3' },
      ],
    });
    assert.deepEqual(
      all.map(({ assignedTo }) => assignedTo),
      ['sonnet', 'sonnet', 'sonnet'],
    );
    assert.deepEqual(notes.toSorted(), [
      'The synthesis assigns F1 to gpt-9, which is no model here; routing decides.',
      'The synthesis speaks of F0, which is no finding.',
      'The synthesis speaks of F77, which is no finding.',
      'The synthesis speaks of F9, which is no finding.',
    ]);
  });
});

describe('routeFix', () => {
  const routed = (file: string, dimension: string) =>
    routeFix({ file, dimensions: [dimension] }, defaultRouting(), registry);

  it('takes the model of the like development task', () => {
    assert.equal(routed('src/a.ts', 'error_handling'), 'sonnet');
    assert.equal(routed('src/a.ts', 'type_safety'), 'gemini-pro');
    assert.equal(routed('src/a.ts', 'security'), 'o3');
    for (const file of ['test/a.ts', 'src/a.test.ts', 'pkg/test_a.py', 'src/__tests__/a.js']) {
      assert.equal(routed(file, 'security'), 'gpt-codex', file);
    }
    assert.equal(routed('src/latest.ts', 'architecture'), 'sonnet');
  });

  it('takes only models that there are', () => {
    const few = new Map([...registry].filter(([id]) => id === 'haiku' || id === 'opus'));
    assert.equal(routeFix({ file: 'a', dimensions: ['security'] }, defaultRouting(), few), 'opus');
    assert.equal(routeFix({ file: 'a', dimensions: [] }, defaultRouting(), new Map()), undefined);
  });
});
