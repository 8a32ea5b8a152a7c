import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isRunning } from '../adapters/scriptedCli';
import { calmParts, DevelopLab, eventsOf, planPart, workPart, type Ended } from './lab';

const files = {
  'PRD.md': '# Product\n\n## 1. Greeting\n\nSay hello.\n',
  'a.txt': 'one\n',
  '.claude/models/registry.md': '```yaml\nmodels:\n  gpt-codex: { transport: direct }\n```\n',
};
const parts = [
  planPart([
    { id: 'schemas', owns: ['b.txt'], model: 'gemini-pro' },
    { id: 'storage', owns: ['a.txt'], model: 'gpt-codex' },
  ]),
  workPart('schemas', { 'b.txt': 'new\n' }),
  workPart('storage', { 'a.txt': 'ONE\n' }),
  ...calmParts,
];

describe('mao develop over a scripted PAL server', function () {
  this.timeout(180_000);
  let lab: DevelopLab;
  let starts: string;
  beforeEach(() => {
    lab = new DevelopLab(files);
    starts = join(lab.root, 'starts');
  });
  afterEach(() => {
    const left = servers().filter((pid) => isRunning(pid));
    lab.remove();
    assert.deepEqual(left, [], 'no PAL server is left');
  });

  function servers(): readonly number[] {
    try {
      return readFileSync(starts, 'utf8').trim().split('\n').map(Number);
    } catch {
      return [];
    }
  }

  const usePal = (mode: string, command = process.execPath) => {
    const pal = { command, args: [resolve('test/fixtures/pal/scripted.mjs'), mode], env: { STARTS: starts } };
    lab.write('.mcp.json', JSON.stringify({ mcpServers: { pal } }));
  };
  const transports = ({ events }: Ended) =>
    eventsOf(events, 'attempt-start').map(({ cli, transport }) => `${cli} ${transport}`);
  const warnings = ({ events }: Ended) =>
    eventsOf(events, 'log').flatMap(({ level, message }) => (level === 'warning' ? [message] : []));

  it('does the same as directly, with one server, and says how each model is reached', async () => {
    usePal('ok');
    const ended = await lab.develop('1', { parts }, '--transport', 'pal', '--apply', '--no-verify');
    assert.equal(ended.code, 0, ended.stderr);
    assert.equal(lab.read('b.txt'), 'new\n');
    assert.equal(lab.read('a.txt'), 'ONE\n');
    assert.equal(eventsOf(ended.events, 'run-start')[0]?.transport, 'pal');
    const reached = new Set(transports(ended));
    assert.deepEqual([...reached].toSorted(), ['claude pal', 'codex direct', 'gemini pal']);
    assert.equal(servers().length, 1);
    assert.deepEqual(
      warnings(ended).filter((message) => /PAL/.test(message)),
      [],
    );
  });

  for (const [mode, why] of Object.entries({
    crash: /ended at its start/,
    refuse: /did not start MAO's worker/,
    // 300 ms after a call began: in the midst of it, or of the next one's beginning (each of both: adapters/pal/broken).
    'die-in-call': /ended in the midst|did not start MAO's worker/,
  })) {
    it(`ends as well when the server does this: ${mode}`, async () => {
      usePal(mode);
      // Slow enough that a server which dies 300 ms after a call began does not die between two calls, which nobody is told of.
      const slow = { parts, cliEnvironment: { MAO_REHEARSAL_PACE: '120' } };
      const ended = await lab.develop('1', slow, '--transport', 'pal', '--apply', '--no-verify');
      assert.equal(ended.code, 0, ended.stderr);
      assert.equal(lab.read('b.txt'), 'new\n');
      assert.equal(lab.read('a.txt'), 'ONE\n');
      const said = warnings(ended).filter((message) => why.test(message));
      assert.ok(said.length > 0, warnings(ended).join('\n'));
      assert.equal(new Set(said).size, said.length, 'each is said once');
    });
  }

  it('is direct, and says so, where there is no uvx', async () => {
    usePal('ok', 'no-such-uvx');
    const ended = await lab.develop('1', { parts }, '--transport', 'pal', '--no-verify');
    assert.equal(ended.code, 0, ended.stderr);
    assert.equal(eventsOf(ended.events, 'run-start')[0]?.transport, 'direct');
    assert.ok(transports(ended).every((transport) => transport.endsWith('direct')));
    assert.equal(warnings(ended).filter((message) => /not found on your PATH/.test(message)).length, 1);
  });

  it('starts no command of .mcp.json that nobody has approved', async () => {
    usePal('ok');
    const ended = await lab.mao(['plan', '1', '--json', '--transport', 'pal'], { parts });
    assert.equal(ended.code, 0, ended.stderr);
    assert.equal(eventsOf(ended.events, 'run-start')[0]?.transport, 'direct');
    assert.equal(warnings(ended).filter((message) => /not approved/.test(message)).length, 1);
    assert.deepEqual(servers(), []);
  });
});
