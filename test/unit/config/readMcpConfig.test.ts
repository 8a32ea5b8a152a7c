import assert from 'node:assert/strict';
import { readMcpConfig } from '../../../src/config/readMcpConfig';
import { place, underlined } from './places';
import { mcpJson } from './specification';

const keys = { OPENAI_API_KEY: 'o', GEMINI_API_KEY: 'g', ANTHROPIC_API_KEY: 'a' };

function problemsOf(text: string, env: Record<string, string | undefined> = {}): readonly string[] {
  const { value, problems } = readMcpConfig(text, '.mcp.json', env);
  assert.equal(
    value === undefined,
    problems.some(({ severity }) => severity === 'error'),
  );
  return problems.map(place);
}

const server = (fields: object, name = 'pal') => JSON.stringify({ mcpServers: { [name]: fields } }, null, '\t');

describe('readMcpConfig', () => {
  it("reads the specification's file and expands its variables", () => {
    const { value, problems } = readMcpConfig(mcpJson, '.mcp.json', keys);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      value,
      new Map([
        ['context7', { command: 'npx', args: ['-y', '@upstash/context7-mcp@latest'], env: {} }],
        ['pal', { command: 'uvx', args: ['pal-mcp-server'], env: keys }],
      ]),
    );
  });

  it('warns of each variable that is not set, where it stands, and gives an empty text', () => {
    const text = mcpJson.replace('${GEMINI_API_KEY}', '${GEMINI_REGION}');
    const { value, problems } = readMcpConfig(text, '.mcp.json', keys);
    assert.deepEqual(problems.map(place), [
      '14:27 warning The environment variable GEMINI_REGION is not set; "pal" gets an empty text. Set it, or write ${GEMINI_REGION:-default}.',
    ]);
    assert.deepEqual(
      problems.map((problem) => underlined(text, problem)),
      ['"${GEMINI_REGION}"'],
    );
    assert.equal(value?.get('pal')?.env['GEMINI_API_KEY'], '');
  });

  it('says nothing of keys of PAL that are not set: who pays with a subscription has none', () => {
    const { value, problems } = readMcpConfig(mcpJson, '.mcp.json', {});
    assert.deepEqual(problems, []);
    assert.equal(value?.get('pal')?.env['OPENAI_API_KEY'], '');
    const other = mcpJson.replace('"pal"', '"other"');
    assert.equal(readMcpConfig(other, '.mcp.json', {}).problems.length, 3);
  });

  it('expands defaults and several variables in command, args and env', () => {
    const text = server({
      command: '${HOME}/bin/${NAME:-uvx}',
      args: ['${A}${B:-}', '$A', '${1}', '${A:-x}'],
      env: { K: '${EMPTY:-full}', L: '${EMPTY}' },
    });
    const { value, problems } = readMcpConfig(text, '.mcp.json', { HOME: '/h', A: 'a', EMPTY: '' });
    assert.deepEqual(problems, []);
    assert.deepEqual(value?.get('pal'), {
      command: '/h/bin/uvx',
      args: ['a', '$A', '${1}', 'a'],
      env: { K: 'full', L: '' },
    });
  });

  it('does not expand what a variable holds, nor what objects inherit', () => {
    const text = server({ command: '${A}', args: ['${toString:-safe}'] });
    assert.deepEqual(readMcpConfig(text, '.mcp.json', { A: '${B}', B: 'x' }).value?.get('pal'), {
      command: '${B}',
      args: ['safe'],
      env: {},
    });
  });

  it('leaves servers out that MAO does not speak to, and says so only of PAL', () => {
    const remote = { type: 'http', url: 'https://x.example' };
    assert.deepEqual(readMcpConfig(server(remote, 'other'), '.mcp.json', {}), { value: new Map(), problems: [] });
    assert.deepEqual(problemsOf(server(remote)), [
      '4:12 warning MAO starts PAL itself: give it "type": "stdio" and a "command".',
    ]);
    assert.deepEqual(problemsOf(server({ url: 'https://x.example' })), [
      '4:11 warning MAO starts PAL itself: give it "type": "stdio" and a "command".',
    ]);
  });

  it('says where JSON is broken', () => {
    assert.deepEqual(problemsOf('{\n  "mcpServers": {\n    "pal": { "command": "uvx", }\n  }\n}\n'), [
      '3:32 error This is not valid JSON: "}" is not expected here.',
    ]);
    assert.deepEqual(problemsOf('{\n  "mcpServers": {\n    "a": 1\n    "b": 2\n  }\n}\n'), [
      '4:5 error This is not valid JSON: """ is not expected here.',
    ]);
    assert.deepEqual(problemsOf('{\n  "mcpServers": {\n'), ['2:18 error This is not valid JSON: it ends too early.']);
    assert.deepEqual(problemsOf('{ // no comments\n}'), [
      '1:3 error This is not valid JSON: "/" is not expected here.',
    ]);
    assert.deepEqual(problemsOf(''), ['1:1 error This file is empty. Write { "mcpServers": {} } in it, or delete it.']);
    assert.deepEqual(problemsOf('[]'), ['1:1 error Expected an object here, such as { "mcpServers": {} }.']);
    assert.deepEqual(problemsOf('{"mcpServers": {"a": {"command": "x"},\n "a": {"command": "y"}}}'), [
      '2:2 error This key stands twice here. Remove one of them.',
    ]);
  });

  it('says where a value is wrong, in files with tabs, CRLF and a BOM too', () => {
    const text = server({ command: 'uvx', args: 'pal-mcp-server', env: { A: 1 } });
    const expected = [
      '5:12 error Expected a list, found "pal-mcp-server".',
      '7:10 error Expected text, found 1. Put it in quotes.',
    ];
    assert.deepEqual(problemsOf(text), expected);
    assert.deepEqual(problemsOf(`\uFEFF${text.replaceAll('\n', '\r\n')}`), expected);
    assert.deepEqual(problemsOf(server({ args: [] }, 'mine')), [
      '3:3 error "command" is missing here: what starts the server "mine"?',
    ]);
    assert.deepEqual(problemsOf('{ "servers": {} }'), ['1:1 error "mcpServers" is missing here.']);
  });

  it('does not mind what others keep in the file', () => {
    assert.deepEqual(problemsOf('{ "$schema": "x", "mcpServers": { "a": { "command": "x", "disabled": true } } }'), []);
  });
});
