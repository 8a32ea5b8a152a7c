import assert from 'node:assert/strict';
import { planAnswerSchema } from '../../../src/core/answers';
import { planSchema } from '../../../src/core/plan';
import { planFromAnswer, type PlanContext } from '../../../src/planning/planFromAnswer';
import { validatePlan } from '../../../src/planning/validatePlan';
import { registry, routing, section } from './specification';

const context: PlanContext = { sections: [section('2', 'Loans')], registry, routing };
const file = (path: string, owner: string) => ({ path, owner, purpose: 'p', exports: ['e'] });
const stream = (id: string, fields: object = {}) => ({
  id,
  brief: `Do ${id}.`,
  acceptance: ['works'],
  dependsOn: [],
  ...fields,
});

function answered(workstreams: readonly object[], fields: object = {}) {
  return {
    section: '2',
    complexity: 'medium',
    strategy: 'parallel',
    summary: 's',
    contract: { notes: 'n', files: [] },
    workstreams,
    ...fields,
  };
}

function read(sections: readonly object[], used = context) {
  return planFromAnswer(planAnswerSchema.parse({ sections }), used);
}

function planned(sections: readonly object[], used = context) {
  const result = read(sections, used);
  assert.ok(result.ok, result.ok ? '' : result.errors.join('\n'));
  assert.deepEqual(planSchema.parse(result.plan), result.plan);
  assert.deepEqual(validatePlan(result.plan, registry), []);
  return result;
}

function errorsOf(...sections: readonly object[]): string {
  const result = read(sections);
  return result.ok ? '' : result.errors.join('\n');
}

const first = (sections: readonly object[]) => planned(sections).plan.sections[0]?.workstreams ?? [];

describe('planFromAnswer', () => {
  it('assigns models by routing, under the names of the specification or its own', () => {
    const ids = ['schema_design', 'Storage Layer', 'core_logic', 'implementation', 'tests'];
    const { plan } = planned([answered(ids.map((id) => stream(id)))]);
    const streams = plan.sections[0]?.workstreams ?? [];
    assert.deepEqual(
      streams.map(({ id, title, model, fallbacks, thinking }) => [id, title, model, fallbacks, thinking]),
      [
        ['schemas', 'Schema generation', 'gemini-pro', ['sonnet', 'opus'], 'max'],
        ['storage', 'Storage', 'gpt-codex', ['sonnet', 'opus'], 'high'],
        ['core_logic', 'Core logic', 'o3', ['opus'], 'max'],
        ['implementation', 'Implementation', 'sonnet', ['gpt-codex', 'opus'], 'ultrathink'],
        ['tests', 'Tests', 'gpt-codex', ['sonnet', 'opus'], 'high'],
      ],
    );
    assert.equal(plan.diversity, 80);
  });

  it('takes the wished model and thinking mode, and keeps the route as fallbacks', () => {
    const [schemas, ui] = first([
      answered([
        stream('schemas', { model: 'O3', thinking: 'think hard' }),
        stream('api-client', { model: 'Gemini Pro', thinking: 'a: long (remark)' }),
      ]),
    ]);
    assert.deepEqual(
      [schemas?.model, schemas?.fallbacks, schemas?.thinking],
      ['o3', ['gemini-pro', 'sonnet', 'opus'], 'think hard'],
    );
    assert.deepEqual(
      [ui?.title, ui?.model, ui?.fallbacks, ui?.thinking],
      ['Api client', 'gemini-pro', ['opus'], 'max'],
    );
  });

  it('gives a task without a route the model of implementation', () => {
    assert.equal(first([answered([stream('ui')])])[0]?.model, 'sonnet');
  });

  it('derives ownership from the contract, whatever the spelling of owner and path', () => {
    const files = [file('./src/loan.ts', 'schema_design'), file('src\\store.ts', 'storage')];
    const { plan } = planned([answered([stream('schemas'), stream('storage')], { contract: { notes: 'n', files } })]);
    const [loans] = plan.sections;
    assert.deepEqual(
      loans?.workstreams.map(({ owns }) => owns),
      [['src/loan.ts'], ['src/store.ts']],
    );
    assert.deepEqual(
      loans.contract.files.map(({ path, owner }) => [path, owner]),
      [
        ['src/loan.ts', 'schemas'],
        ['src/store.ts', 'storage'],
      ],
    );
  });

  it('chains workstreams for the sequential strategy, keeping to what depends on what', () => {
    const streams = first([
      answered([stream('tests', { dependsOn: ['schemas'] }), stream('schemas'), stream('storage')], {
        strategy: 'sequential',
      }),
    ]);
    assert.deepEqual(
      streams.map(({ id, dependsOn }) => [id, dependsOn]),
      [
        ['tests', ['schemas', 'storage']],
        ['schemas', []],
        ['storage', ['schemas']],
      ],
    );
    assert.deepEqual(first([answered([stream('tests'), stream('schemas')], { strategy: 'waves' })])[0]?.dependsOn, []);
  });

  it('wants exactly the sections asked for', () => {
    const sections = [
      answered([stream('tests')], { section: '3' }),
      answered([stream('tests')]),
      answered([stream('tests')], { section: 'Section 2' }),
    ];
    assert.deepEqual(errorsOf(...sections).split('\n'), [
      'Section "3" was not asked for; plan exactly these: 2.',
      'Section 2 is planned 2 times; plan it once.',
    ]);
    assert.match(errorsOf(answered([stream('tests')], { section: '9' })), /Section 2 is missing/);
    assert.equal(planned([answered([stream('tests')], { section: '2. Loans' })]).plan.sections.length, 1);
  });

  it('refuses what can not be carried out, in words', () => {
    assert.match(errorsOf(answered([])), /Section 2: has no workstreams/);
    assert.match(
      errorsOf(answered([stream('a', { model: 'gpt-9' })])),
      /unknown model "gpt-9"; the registry has "opus", "sonnet"/,
    );
    assert.match(errorsOf(answered([stream('a', { dependsOn: ['b'] })])), /depends on "b"/);
    assert.match(
      errorsOf(
        answered([
          stream('schemas', { dependsOn: ['storage'] }),
          stream('storage_layer', { dependsOn: ['schema_design'] }),
        ]),
      ),
      /circle: schemas → storage → schemas/,
    );
    assert.match(errorsOf(answered([stream('schemas'), stream('schema_design')])), /"schemas" twice/);
    const contract = (...files: readonly object[]) =>
      answered([stream('a'), stream('b')], { contract: { notes: '', files } });
    assert.match(errorsOf(contract(file('src/x.ts', 'a'), file('src/X.ts', 'b'))), /two owners, "a" and "b"\.?$/);
    assert.match(errorsOf(contract(file('src/x.ts', 'c'))), /owner "c", which is none of "a", "b"/);
    assert.match(errorsOf(contract(file('/tmp/x.ts', 'a'))), /absolute/);
    assert.match(errorsOf(contract(file('src/../../x.ts', 'a'))), /outside the workspace/);
  });

  it('takes over what the dependency check found, and says what it dropped', () => {
    const sections = [section('2', 'Loans'), section('3', 'Reminders')];
    const dependencyCheck = {
      ready: false,
      missing: [{ what: 'members', section: '1' }],
      dependsOn: { '3': ['2', '1'], '2': ['3'] },
    };
    const answers = ['2', '3'].map((number) =>
      answered([stream('tests')], { section: number, contract: { notes: '', files: [file('src/index.ts', 'tests')] } }),
    );
    const { plan, notes } = planned(answers, { ...context, sections, dependencyCheck });
    assert.equal(plan.sections.map(({ id, dependsOn }) => `${id}: ${dependsOn.join()}`).join('; '), '2: 3; 3: ');
    assert.deepEqual(
      plan.sections.map(({ missing }) => missing),
      [[], [{ what: 'members', section: '1' }]],
    );
    assert.deepEqual(notes, [
      'Section 3 does not wait for section 2, since 2 already waits for 3.',
      'src/index.ts belongs to sections 2 and 3; their changes will be merged.',
    ]);
  });
});
