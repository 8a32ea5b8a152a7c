import assert from 'node:assert/strict';
import { defaultRegistry } from '../../../src/config/defaultRegistry';
import { readRegistry } from '../../../src/config/readRegistry';
import { place, underlined } from './places';
import { registryMd } from './specification';

const file = '.claude/models/registry.md';

function problemsOf(text: string): readonly string[] {
  const { value, problems } = readRegistry(text, file);
  assert.equal(
    value === undefined,
    problems.some(({ severity }) => severity === 'error'),
  );
  return problems.map(place);
}

const modelOf = (text: string, id: string) => {
  const { value, problems } = readRegistry(text, file, ['mycli']);
  assert.deepEqual(problems, []);
  return value?.get(id);
};

describe('readRegistry', () => {
  it('has the ten models of the roster by default', () => {
    const roster = [...defaultRegistry().values()].map(({ id, provider, cli, model, thinking }) => [
      id,
      provider,
      cli,
      model,
      thinking,
    ]);
    assert.deepEqual(roster, [
      ['opus', 'anthropic', 'claude', 'opus', 'megathink'],
      ['sonnet', 'anthropic', 'claude', 'sonnet', 'ultrathink'],
      ['haiku', 'anthropic', 'claude', 'haiku', 'think hard'],
      ['gemini-pro', 'google', 'gemini', 'gemini-2.5-pro', 'max'],
      ['gemini-flash', 'google', 'gemini', 'gemini-2.5-flash', 'standard'],
      ['gpt-4o', 'openai', 'openai', 'gpt-4o', 'high'],
      ['gpt-codex', 'openai', 'openai', 'gpt-5.2-codex', 'high'],
      ['o3', 'openai', 'openai', 'o3', 'max'],
      ['deepseek', 'deepseek', undefined, 'deepseek-coder', 'standard'],
      ['codellama', 'ollama', 'ollama', 'codellama:34b', undefined],
    ]);
  });

  it("reads the specification's file, which says what the defaults say", () => {
    const { value, problems } = readRegistry(registryMd, file);
    assert.deepEqual(problems, []);
    assert.deepEqual(value, defaultRegistry());
  });

  it('reads it within a document, as a bare YAML file, with CRLF and with a BOM', () => {
    const bare = registryMd.replace(/```(?:yaml)?\n/g, '');
    const document = `---\ntitle: x\n---\n# Models\n\n\`\`\`json\n{ "models": 1 }\n\`\`\`\n\nText.\n\n${registryMd}\nmodels: not this\n`;
    for (const text of [
      bare,
      document,
      document.replaceAll('\n', '\r\n'),
      `\uFEFF${bare}`,
      registryMd.replace('```yaml', '~~~ YML').replace(/```\n$/, '~~~'),
    ]) {
      assert.deepEqual(readRegistry(text, file), { value: defaultRegistry(), problems: [] });
    }
  });

  it('changes roster models field by field and adds others', () => {
    const text =
      'models:\n  sonnet:\n    model: claude-sonnet-4-5\n    transport: pal\n  local:\n    provider: ollama\n    cli: mycli\n    timeout: 90\n    maxParallel: 1\n    thinking: N/A\n';
    assert.deepEqual(modelOf(text, 'sonnet'), {
      ...defaultRegistry().get('sonnet'),
      model: 'claude-sonnet-4-5',
      transport: 'pal',
    });
    assert.deepEqual(modelOf(text, 'local'), {
      id: 'local',
      provider: 'ollama',
      cli: 'mycli',
      capabilities: [],
      model: 'local',
      timeout: 90,
      maxParallel: 1,
    });
    assert.deepEqual([...(readRegistry(text, file).value?.keys() ?? [])], [...defaultRegistry().keys(), 'local']);
  });

  it('takes an id with another provider for another model, and null for none', () => {
    assert.deepEqual(modelOf('models:\n  o3: { provider: acme }', 'o3'), {
      id: 'o3',
      provider: 'acme',
      capabilities: [],
      model: 'o3',
    });
    assert.equal(modelOf('models:\n  o3: { cli: null }', 'o3')?.cli, undefined);
    assert.equal(modelOf('models:\n  opus: { thinking: Max }', 'opus')?.thinking, 'max');
  });

  it('takes several blocks together and leaves others alone', () => {
    const text =
      '```yaml\nmodels:\n  a: { provider: x }\n```\n```yaml\nselection_criteria:\n  - : broken\n```\n```yml\nmodels:\n  b: { provider: y }\n```\n';
    assert.equal(modelOf(text, 'a')?.provider, 'x');
    assert.equal(modelOf(text, 'b')?.provider, 'y');
    assert.deepEqual(problemsOf(text.replace('b:', 'a:')), [
      '11:3 error "models.a" stands in an earlier block of this file already. Remove one of them.',
    ]);
  });

  it('says where a value is wrong and what is allowed', () => {
    const text = registryMd.replace(
      '    role: worker\n',
      '    role: worker\n    transport: dirct\n    timeout: -5\n    capabilites: []\n    maxParallel: 1.5\n',
    );
    const { problems } = readRegistry(text, file);
    assert.deepEqual(problems.map(place), [
      '16:16 error "dirct" is not allowed here. Did you mean direct? Allowed: direct, pal.',
      '17:14 error This must be more than 0.',
      '18:5 warning Unknown key "capabilites". Did you mean capabilities? Allowed: provider, cli, capabilities, thinking, role, model, transport, timeout, maxParallel.',
      '19:18 error Expected a whole number, found 1.5.',
    ]);
    assert.deepEqual(
      problems.map((problem) => underlined(text, problem)),
      ['dirct', '-5', 'capabilites', '1.5'],
    );
  });

  it('only warns of keys it does not know', () => {
    const { value, problems } = readRegistry('models:\n  opus: { temperature: 1 }\nversion: 2\n', file);
    assert.deepEqual(problems.map(place), [
      '2:11 warning Unknown key "temperature". Allowed: provider, cli, capabilities, thinking, role, model, transport, timeout, maxParallel.',
      '3:1 warning Unknown key "version". Allowed: models.',
    ]);
    assert.deepEqual(value, defaultRegistry());
  });

  it('says what is missing and what has the wrong form', () => {
    assert.deepEqual(problemsOf('models:\n  mine:\n    cli: x\n'), [
      '2:3 error "provider" is missing here. MAO does not know the model mine: say whose it is, for example "provider: openai".',
      '3:10 warning MAO knows no CLI "x". Allowed: claude, gemini, openai, ollama, codex. One of your own stands under "clis" in your settings.',
    ]);
    assert.deepEqual(problemsOf('models:\n  opus:\n    model: 4\n    capabilities: fast\n'), [
      '3:12 error Expected text, found 4. Put it in quotes.',
      '4:19 error Expected a list, found "fast".',
    ]);
    assert.deepEqual(problemsOf('models:\n'), ['1:1 error Expected keys and values, found nothing.']);
    assert.deepEqual(problemsOf('models: [opus]\n'), ['1:9 error Expected keys and values, found a list.']);
    assert.deepEqual(problemsOf('models:\n  opus:\n    capabilities:\n      - a\n      - 7\n'), [
      '5:9 error Expected text, found 7. Put it in quotes.',
    ]);
    assert.deepEqual(problemsOf('models:\n  "my model": { provider: x }\n'), [
      '2:3 error This name is not allowed: use letters, digits and . : / @ + - _.',
    ]);
    assert.deepEqual(problemsOf('```yaml\nmodel: {}\n```\n'), [
      '2:1 error "models" is missing here.',
      '2:1 warning Unknown key "model". Did you mean models? Allowed: models.',
    ]);
    assert.deepEqual(problemsOf('text\n```yaml\n- a\n```\n'), [
      '3:1 error Expected keys and values here, such as "models:".',
    ]);
  });

  it('says where YAML is broken', () => {
    assert.deepEqual(problemsOf('# M\n```yaml\nmodels:\n\topus:\n```'), [
      '4:1 error YAML is indented with spaces, not with tabs.',
    ]);
    assert.deepEqual(problemsOf('```yaml\nmodels:\n  opus: {}\n  o3: {}\n  opus: {}\n```'), [
      '5:3 error This key stands twice here. Remove one of them.',
    ]);
    assert.deepEqual(problemsOf('models:\n  a: @b\n'), [
      '2:6 error A value can not begin with this character. Put the value in quotes.',
    ]);
    assert.deepEqual(problemsOf('models:\n  a:\n    role: b\n   cli: claude\n'), [
      '4:1 error This line is not indented like the others of its block. Give all of them the same number of spaces.',
    ]);
    assert.deepEqual(problemsOf('models:\n  a\n    role: b\n'), [
      '2:3 error A colon is missing here, or a line below is indented too far.',
    ]);
  });

  it('says where something is opened that is never closed, whatever follows', () => {
    for (const [open, close] of [
      ['"', '"'],
      ["'", "'"],
      ['[', ']'],
      ['{', '}'],
    ]) {
      for (const prose of ['', '\nMore text, "quoted" [and] {such}.\n']) {
        const text = `# M\n\n\`\`\`yaml\nmodels:\n  opus:\n    role: ${open}x\n\`\`\`\n${prose}`;
        assert.deepEqual(problemsOf(text), [`6:11 error This ${open} is never closed. Write ${close} where it ends.`]);
      }
    }
  });

  it('warns of words that nobody can have meant', () => {
    const text =
      'models:\n  opus: { cli: clude, thinking: megathinks }\n  new: { provider: x, cli: mine, role: Orchestrator }\n';
    assert.deepEqual(problemsOf(text), [
      '2:16 warning MAO knows no CLI "clude". Did you mean claude? Allowed: claude, gemini, openai, ollama, codex. One of your own stands under "clis" in your settings.',
      '2:33 warning No model knows the thinking mode "megathinks", so it has none. Did you mean megathink? Allowed: minimal, low, think, medium, think hard, high, think harder, megathink, xhigh, ultrathink, max, standard, n/a, none, default.',
      '3:28 warning MAO knows no CLI "mine". Allowed: claude, gemini, openai, ollama, codex. One of your own stands under "clis" in your settings.',
      '3:40 warning "Orchestrator" is no role that MAO knows. Did you mean orchestrator?',
    ]);
    assert.deepEqual(readRegistry(text, file, ['clude', 'mine']).problems.length, 2);
  });

  it('has one orchestrator and one checker: those of the file', () => {
    const { value, problems } = readRegistry(
      'models:\n  sonnet: { role: orchestrator }\n  mine: { provider: x, role: checker }\n',
      file,
    );
    assert.deepEqual(problems, []);
    const roles = [...(value ?? [])].filter(([, { role }]) => role === 'orchestrator' || role === 'checker');
    assert.deepEqual(
      roles.map(([id]) => id),
      ['sonnet', 'mine'],
    );
    assert.deepEqual(problemsOf('models:\n  sonnet: { role: orchestrator }\n  opus: { role: orchestrator }\n'), [
      '2:19 warning opus is the orchestrator already; sonnet is never asked as one.',
    ]);
  });

  it('says what an empty file or one without YAML needs', () => {
    assert.deepEqual(problemsOf(' \n'), [
      '1:1 error This file is empty. Write "models:" in it, or delete it to use MAO\'s defaults.',
    ]);
    const noBlock =
      '1:1 error There is no YAML block in this file. Write "models:" in a block that begins with ```yaml.';
    assert.deepEqual(problemsOf('# Models\n\nNote: see: below.\n'), [noBlock]);
    assert.deepEqual(problemsOf('# Models\n\nJust text.\n'), [noBlock]);
    assert.deepEqual(problemsOf('# Models\n\n```json\n{}\n```\n'), [noBlock]);
    assert.deepEqual(problemsOf('# Models\n\n```yaml\n```\n'), [
      '4:1 error Expected keys and values here, such as "models:".',
    ]);
  });

  it('reads a block without a language, an indented one, and anchors; refuses an alias bomb', () => {
    assert.equal(modelOf('```\nmodels:\n  a: { provider: x }\n```', 'a')?.provider, 'x');
    assert.equal(modelOf('- item\n\n  ```yaml\n  models:\n    a: { provider: x }\n  ```\n', 'a')?.provider, 'x');
    assert.equal(modelOf('models:\n  a: &a { provider: x, role: r }\n  b: { <<: *a, role: s }', 'b')?.role, 's');
    const bomb = `models:\n  a0: &a0 {x: 1}\n${Array.from({ length: 9 }, (_, at) => `  a${at + 1}: &a${at + 1} [${`*a${at},`.repeat(9)}]\n`).join('')}`;
    assert.match(problemsOf(bomb).join(), /^\d+:1 error The anchors, aliases or merge keys/);
  });

  it('takes dangerous names for plain ones', () => {
    const text = 'models:\n  __proto__: { provider: x }\n  constructor: { provider: y }\n';
    assert.equal(modelOf(text, 'constructor')?.provider, 'y');
    assert.equal(Object.hasOwn(Object.prototype, 'provider'), false);
  });

  it('refuses model names that a CLI would take for an option', () => {
    for (const name of ['--yolo', '-c', 'a --yolo', '" x"']) {
      const text = `models:\n  a: { provider: x, model: ${name} }\n`;
      assert.match(problemsOf(text).join(), /^2:\d+ error .*begin it with no dash and use no spaces/, name);
    }
    assert.equal(
      modelOf('models:\n  a: { provider: x, model: "hf.co/org/model-1:q4" }', 'a')?.model,
      'hf.co/org/model-1:q4',
    );
    assert.match(problemsOf('models:\n  --yolo: { provider: x }\n').join(), /error/);
  });
});
