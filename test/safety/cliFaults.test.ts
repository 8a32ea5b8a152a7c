import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  calmParts,
  DevelopLab,
  eventsOf,
  planPart,
  workPart,
  type MaoOptions,
  type Part,
} from '../integration/develop/lab';
import { survivors } from './killPoints';

const plan = planPart([{ id: 'schemas', owns: ['b.txt'], model: 'gemini-pro' }]);
const work = workPart('schemas', { 'b.txt': 'b\n' });
const fails = (fail: string): Part => ({ when: { task: 'workstream', model: 'gemini-2.5-pro' }, fail });

const result = '{"type":"init","session_id":"s","model":"m"}\n{"type":"result","status":"success","stats":{}}\n';
/** A Gemini CLI that reads its prompt and then does what this shell text says. */
const shell = (text: string) => ({ gemini: { path: '/bin/sh', args: ['-c', `cat > /dev/null; ${text}`, 'gemini'] } });

interface Fault {
  readonly name: string;
  readonly code: string;
  readonly part?: Part;
  readonly options?: (lab: DevelopLab) => MaoOptions;
}

const faults: readonly Fault[] = [
  { name: 'is not there', code: 'not-installed', options: () => ({ without: ['gemini'] }) },
  {
    name: 'may not be executed',
    code: 'not-installed',
    options: (lab) => {
      const path = join(lab.root, 'gemini');
      writeFileSync(path, '#!/bin/sh\n', { mode: 0o644 });
      return { moreClis: { gemini: { path } } };
    },
  },
  { name: 'exits with 0 without a result', code: 'output-empty', options: () => ({ moreClis: shell('exit 0') }) },
  {
    name: 'exits with 1 after a result',
    code: 'crashed',
    options: () => ({ moreClis: shell(`printf '%s' '${result}'; exit 1`) }),
  },
  { name: 'is sent away by a rate limit', code: 'rate-limited', part: fails('rate-limited') },
  { name: 'is signed out', code: 'not-signed-in', part: fails('signed-out') },
  { name: 'is silent', code: 'idle', options: () => ({ moreClis: shell('exec sleep 600') }) },
  {
    name: 'writes and never exits',
    code: 'timeout',
    options: () => ({ moreClis: shell('while :; do echo \'{"type":"noise"}\'; sleep 0.2; done') }),
  },
  { name: 'crashes', code: 'crashed', part: fails('crash') },
];

describe('safety: CLI faults', function () {
  this.timeout(120_000);
  let lab: DevelopLab;
  before(function () {
    if (process.platform === 'win32') this.skip(); // the faults are written for a shell
  });
  beforeEach(() => {
    lab = new DevelopLab({
      'PRD.md': '# Product\n\n## 1. Greeting\n\nSay hello.\n',
      '.claude/models/registry.md':
        '```yaml\nmodels:\n  gemini-pro: { provider: google, cli: gemini, capabilities: [analysis], thinking: max, role: analyzer, timeout: 8 }\n```\n',
    });
  });
  afterEach(() => lab.remove());
  const limits = 'limits: { idleSeconds: 5, attemptSeconds: 90 }';
  const develop = (parts: readonly Part[], options: MaoOptions = {}) =>
    lab.develop('1', { config: limits, ...options, parts: [plan, ...parts, work, ...calmParts] }, '--apply');

  for (const { name, code, part, options } of faults) {
    it(`falls back exactly once from a CLI that ${name} (${code})`, async () => {
      const ended = await develop(part ? [part] : [], options?.(lab));
      assert.equal(ended.code, 0, ended.stderr);
      assert.deepEqual(
        eventsOf(ended.events, 'fallback').map(({ message }) => message),
        [`Schema generation: fallback from gemini-pro to sonnet (${code})`],
      );
      const said = eventsOf(ended.events, 'log').filter(({ level }) => level === 'warning');
      assert.equal(said.filter(({ message }) => /sign/.test(message)).length, code === 'not-signed-in' ? 1 : 0);
      assert.equal(lab.read('b.txt'), 'b\n');
      if (process.platform === 'linux') assert.deepEqual(survivors(lab.root), []);
    });
  }

  it('makes one attempt a model of a crash loop, and fails', async () => {
    const ended = await develop([{ when: { task: 'workstream' }, fail: 'crash' }]);
    assert.equal(ended.code, 1, ended.stderr);
    const attempts = eventsOf(ended.events, 'attempt-start').filter(({ task }) => task === undefined);
    assert.deepEqual(
      attempts.map(({ model }) => model),
      ['gemini-pro', 'sonnet', 'opus'],
    );
  });

  it('asks nobody else where a CLI says that nothing is trusted', async () => {
    const ended = await develop([fails('untrusted')]);
    assert.equal(ended.code, 1, ended.stderr);
    assert.deepEqual(eventsOf(ended.events, 'fallback'), []);
    assert.equal(eventsOf(ended.events, 'run-end')[0]?.failure?.code, 'untrusted');
  });
});
