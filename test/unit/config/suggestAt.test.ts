import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { cursorAt } from '../../../src/config/cursorAt';
import { describeAt, suggestAt, type ConfigurationFileKind, type KnownNames } from '../../../src/config/suggestAt';

const schemaOf = (name: string) =>
  z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(`resources/schemas/${name}.schema.json`, 'utf8')));
const schemas = {
  registry: schemaOf('registry'),
  routing: schemaOf('task-routing'),
  settings: schemaOf('mao.config'),
};
const names: KnownNames = {
  models: new Map([
    ['opus', 'Anthropic, by claude'],
    ['o3', 'OpenAI, by codex'],
  ]),
  clis: ['claude', 'codex'],
  tasks: new Map([['development', ['schema_design', 'tests']]]),
};

/** The cursor where the text has `|`. */
function cursor(marked: string) {
  const lines = marked.split('\n');
  const row = lines.findIndex((line) => line.includes('|'));
  const column = (lines[row] ?? '').indexOf('|');
  return cursorAt(
    lines.map((line) => line.replace('|', '')),
    row,
    column,
  );
}

function labels(kind: ConfigurationFileKind, marked: string): readonly string[] {
  const at = cursor(marked);
  return at ? suggestAt(kind, schemas[kind], at, names).map(({ label }) => label) : [];
}

function hover(kind: ConfigurationFileKind, marked: string): string | undefined {
  const at = cursor(marked);
  return at && describeAt(kind, schemas[kind], at, names);
}

const fenced = (yaml: string) => `# Routing\n\n\`\`\`yaml\n${yaml}\n\`\`\`\n\nprose: more\n`;

describe('help in configuration files', () => {
  it('offers the keys of the top level, also half typed and in a fence', () => {
    assert.deepEqual(labels('routing', fenced('|')), ['development', 'qa', 'pre_flight', 'journal']);
    assert.deepEqual(labels('routing', fenced('dev|')), ['development', 'qa', 'pre_flight', 'journal']);
    assert.deepEqual(labels('registry', 'mo|'), ['models']);
  });

  it('offers nothing outside of fences, in fences of another language, and in comments', () => {
    assert.deepEqual(labels('routing', `|${fenced('')}`), []);
    assert.deepEqual(labels('routing', '```yaml\nqa:\n```\n|\n'), []);
    assert.deepEqual(labels('routing', '```ts\n|\n```\n'), []);
    assert.deepEqual(labels('routing', fenced('# dev|')), []);
    assert.deepEqual(labels('routing', fenced('qa: # |')), []);
  });

  it('offers the keys that a mapping lacks, by indentation', () => {
    const entry = 'development:\n  tests:\n    primary: o3\n    |\n  core_logic:\n    primary: o3';
    assert.deepEqual(labels('routing', fenced(entry)), ['fallback']);
    assert.deepEqual(labels('routing', fenced('development:\n  |')), ['schema_design', 'tests']);
    assert.deepEqual(labels('routing', fenced('development:\n  tests:\n    primary: o3\n  |')), ['schema_design']);
    assert.ok(labels('registry', 'models:\n  mine:\n    |').includes('provider'));
    assert.deepEqual(labels('registry', 'models:\n  |'), ['opus', 'o3']);
    assert.ok(labels('settings', 'limits:\n  |').includes('idleSeconds'));
    assert.ok(labels('settings', 'clis:\n  claude:\n    |').includes('path'));
  });

  it('offers models after primary and in every form of fallback', () => {
    for (const yaml of [
      'qa:\n  security:\n    primary: |',
      'qa:\n  security:\n    primary: o|',
      'qa:\n  security:\n    fallback: [opus, |]',
      'qa:\n  security:\n    fallback:\n      - |',
      'qa:\n  security:\n    fallback:\n    - opus\n    - |',
      'qa:\n  security: { primary: |',
      'qa:\n  security: { primary: opus, fallback: [|',
    ]) {
      assert.deepEqual(labels('routing', fenced(yaml)), ['opus', 'o3'], yaml);
    }
    assert.deepEqual(labels('routing', fenced('qa:\n  security: { primary: opus, | }')), [
      'primary',
      'fallback',
      'weight',
    ]);
  });

  it('offers the values that a key allows', () => {
    assert.deepEqual(labels('settings', 'transport: |'), ['direct', 'pal']);
    assert.deepEqual(labels('settings', 'approve: { plan: |'), ['ask', 'always']);
    assert.deepEqual(labels('settings', 'billing:\n  allowApiKeys: |'), ['true', 'false']);
    assert.deepEqual(labels('settings', 'checks: |'), ['auto', 'off']);
    assert.deepEqual(labels('registry', 'models:\n  mine:\n    cli: |'), ['claude', 'codex']);
    assert.deepEqual(labels('registry', 'models:\n  mine: { transport: |'), ['direct', 'pal']);
  });

  it('says where what is typed begins and ends, with CRLF and quotes too', () => {
    const { text, start, end } = cursor('qa:\r\n  security:\r\n    primary: "op|us"\r') ?? assert.fail();
    assert.deepEqual([text, start, end], ['opus', 14, 18]);
    const key = cursor('appro|ve:\n  plan: ask') ?? assert.fail();
    assert.deepEqual([key.kind, key.text, key.start, key.end], ['key', 'approve', 0, 7]);
  });

  it('says what keys and models are', () => {
    assert.match(
      hover('settings', 'limits:\n  idle|Seconds: 5') ?? '',
      /says nothing for this many seconds[^]*Default: `600`/,
    );
    assert.match(hover('settings', 'tran|sport: pal') ?? '', /`direct`, `pal`/);
    assert.match(hover('routing', fenced('qa:\n  security:\n    wei|ght: 10')) ?? '', /percent/);
    assert.equal(hover('routing', fenced('qa:\n  security:\n    primary: op|us')), 'Anthropic, by claude');
    assert.equal(hover('routing', fenced('nothing|: 1')), undefined);
    assert.equal(hover('routing', fenced('qa:\n  security:\n    primary: nob|ody')), undefined);
  });

  it('says nothing wrong of broken YAML', () => {
    for (const text of ['}|', '{{{ a: [|', '- - - |', ': |', 'a: "b|', '\t|', '- a: {|']) {
      assert.doesNotThrow(() => labels('registry', text), text);
    }
  });
});
