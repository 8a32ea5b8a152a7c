import assert from 'node:assert/strict';
import { defaultRegistry } from '../../../src/config/defaultRegistry';
import { defaultRouting } from '../../../src/config/defaultRouting';
import { readRouting } from '../../../src/config/readRouting';
import { place, underlined } from './places';
import { taskRoutingMd } from './specification';

const file = '.claude/models/task-routing.md';
const registry = defaultRegistry();
const ids = [...registry.keys()].join(', ');

function problemsOf(text: string): readonly string[] {
  const { value, problems } = readRouting(text, file, registry);
  assert.equal(
    value === undefined,
    problems.some(({ severity }) => severity === 'error'),
  );
  return problems.map(place);
}

function routing(text: string) {
  const { value, problems } = readRouting(text, file, registry);
  assert.deepEqual(problems, []);
  assert.ok(value);
  return value;
}

const weights = (text: string) => Object.fromEntries([...routing(text).qa].map(([id, { weight }]) => [id, weight]));

describe('readRouting', () => {
  it("has the specification's tables by default, with models that are in the roster", () => {
    const { development, qa, preFlight, journal } = defaultRouting();
    assert.deepEqual([...development.keys()], ['schemas', 'storage', 'core_logic', 'implementation', 'tests']);
    assert.deepEqual(
      [...qa].map(([id, { weight }]) => [id, weight]),
      [
        ['prd_compliance', 30],
        ['error_handling', 25],
        ['type_safety', 20],
        ['architecture', 15],
        ['security', 10],
      ],
    );
    assert.deepEqual(preFlight.get('dependency_check'), { primary: 'haiku', fallback: ['gemini-flash'] });
    assert.deepEqual(
      [...journal].map(([id, { primary }]) => [id, primary]),
      [
        ['technical', 'gemini-pro'],
        ['process', 'sonnet'],
        ['creative', 'gpt-4o'],
      ],
    );
    const named = [development, qa, preFlight, journal].flatMap((area) =>
      [...area.values()].flatMap(({ primary, fallback }) => [primary, ...fallback]),
    );
    assert.deepEqual(
      named.filter((id) => !registry.has(id)),
      [],
    );
  });

  it("reads the specification's file, which says what the defaults say", () => {
    assert.deepEqual(readRouting(taskRoutingMd, file, registry), { value: defaultRouting(), problems: [] });
  });

  it('reads one fallback, a list of them, or none; no model stands in for itself', () => {
    const { development } = routing(
      'development:\n  schemas: { primary: o3 }\n  tests: { primary: o3, fallback: [o3, opus, haiku, opus] }\n  api: { primary: deepseek, fallback: codellama }\n',
    );
    assert.deepEqual(development.get('schemas'), { primary: 'o3', fallback: [] });
    assert.deepEqual(development.get('tests'), { primary: 'o3', fallback: ['opus', 'haiku'] });
    assert.deepEqual(development.get('api'), { primary: 'deepseek', fallback: ['codellama'] });
    assert.deepEqual(development.get('storage'), defaultRouting().development.get('storage'));
  });

  it('knows a workstream by both of its names, and refuses both at once', () => {
    assert.equal(
      routing('development:\n  storage_layer: { primary: opus }\n').development.get('storage')?.primary,
      'opus',
    );
    assert.deepEqual(problemsOf('development:\n  storage: { primary: opus }\n  storage_layer: { primary: o3 }\n'), [
      '3:3 error "storage_layer" and "storage" are the same workstream. Remove one of them.',
    ]);
  });

  it('says where an unknown model stands and which there are', () => {
    const text = taskRoutingMd
      .replace('primary: o3\n    fallback: opus', 'primary: o4\n    fallback: [opus, gemni-pro]')
      .replace('haiku', 'hiaku');
    const { problems } = readRouting(text, file, registry);
    assert.deepEqual(problems.map(place), [
      `10:14 error There is no model "o4" in the registry. Did you mean o3? Allowed: ${ids}.`,
      `11:22 error There is no model "gemni-pro" in the registry. Did you mean gemini-pro? Allowed: ${ids}.`,
      `38:14 error There is no model "hiaku" in the registry. Did you mean haiku? Allowed: ${ids}.`,
    ]);
    assert.deepEqual(
      problems.map((problem) => underlined(text, problem)),
      ['o4', 'gemni-pro', 'hiaku'],
    );
    assert.match(
      problemsOf('qa:\n  security:\n    primary: o3\n    fallback: nobody\n').join(),
      /^4:15 error There is no model "nobody"/,
    );
  });

  it('lays weights over the default ones, or takes a list that adds up to 100 for all there is', () => {
    assert.deepEqual(weights('qa:\n  security: { primary: opus }\n'), {
      prd_compliance: 30,
      error_handling: 25,
      type_safety: 20,
      architecture: 15,
      security: 10,
    });
    assert.deepEqual(
      weights('qa:\n  prd_compliance: { primary: o3, weight: 20 }\n  security: { primary: o3, weight: 20 }\n'),
      { prd_compliance: 20, error_handling: 25, type_safety: 20, architecture: 15, security: 20 },
    );
    assert.deepEqual(
      weights('qa:\n  speed: { primary: o3, weight: 66.6 }\n  looks: { primary: haiku, weight: 33.4 }\n'),
      { speed: 66.6, looks: 33.4 },
    );
    assert.deepEqual(weights('qa:\n  security: { primary: o3, weight: 0 }\n  speed: { primary: o3, weight: 10 }\n'), {
      prd_compliance: 30,
      error_handling: 25,
      type_safety: 20,
      architecture: 15,
      speed: 10,
    });
  });

  it('refuses weights that do not add up to 100, at their line', () => {
    assert.deepEqual(problemsOf('qa:\n  security:\n    primary: o3\n    weight: 50\n'), [
      '4:13 error The weights of qa must add up to 100, not 140: prd_compliance 30 (default), error_handling 25 (default), type_safety 20 (default), architecture 15 (default), security 50.',
    ]);
    assert.deepEqual(problemsOf('qa:\n  speed: { primary: o3 }\n'), [
      '2:3 error "weight" is missing here: "speed" is a dimension of your own, so say how much it counts in percent.',
    ]);
    assert.match(problemsOf('qa:\n  securty: { primary: o3 }\n').join(), /Did you mean security\?$/);
    assert.match(
      problemsOf('qa:\n  security: { primary: o3, weight: 101 }\n').join(),
      /^2:36 error This must be at most 100\.$/,
    );
    assert.match(
      problemsOf('qa:\n  security: { primary: o3, weight: 30% }\n').join(),
      /^2:36 error Expected a number, found "30%"\.$/,
    );
  });

  it('says what is missing, misspelled or of the wrong form', () => {
    assert.deepEqual(problemsOf('development:\n  tests:\n    fallbak: opus\n'), [
      '2:3 error "primary" is missing here.',
      '3:5 warning Unknown key "fallbak". Did you mean fallback? Allowed: primary, fallback.',
    ]);
    assert.deepEqual(problemsOf('development:\n  tests:\n    primary: o3\n    fallback: 3\n'), [
      '4:15 error Expected text, or a list; found 3.',
    ]);
    assert.deepEqual(problemsOf('development:\n  tests:\n    primary: o3\n    fallback: [opus, 3]\n'), [
      '4:22 error Expected text, found 3. Put it in quotes.',
    ]);
    assert.deepEqual(problemsOf('development:\n  tests: o3\n'), ['2:10 error Expected keys and values, found "o3".']);
    assert.deepEqual(problemsOf('developement:\n  tests: { primary: o3 }\n'), [
      '1:1 warning Unknown key "developement". Did you mean development? Allowed: development, qa, pre_flight, journal.',
    ]);
    assert.deepEqual(problemsOf('journal:\n  tecnical: { primary: o3 }\npre_flight:\n  lint: { primary: o3 }\n'), [
      '2:3 warning MAO has no use for "tecnical". Did you mean technical? Allowed: technical, process, creative.',
      '4:3 warning MAO has no use for "lint". Allowed: dependency_check.',
    ]);
  });

  it('takes areas from several blocks', () => {
    const text =
      '```yaml\ndevelopment:\n  tests: { primary: o3 }\n```\n\n```yaml\nqa:\n  security: { primary: haiku }\n```\n';
    assert.equal(routing(text).development.get('tests')?.primary, 'o3');
    assert.equal(routing(text).qa.get('security')?.primary, 'haiku');
    assert.match(problemsOf(text.replace('haiku', 'hiku')).join(), /^8:24 error There is no model "hiku"/);
  });

  it('asks whether a workstream of the user’s own is a known one misspelt', () => {
    const { value, problems } = readRouting(
      'development:\n  test: { primary: o3 }\n  Core-Logic: { primary: o3 }\n  api: { primary: o3 }\n',
      file,
      defaultRegistry(),
    );
    assert.deepEqual(problems.map(place), ['2:3 warning "test" is a workstream of your own. Did you mean tests?']);
    assert.equal(value?.development.get('test')?.primary, 'o3');
  });
});
