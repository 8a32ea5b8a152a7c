import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { calmParts, DevelopLab, eventsOf, planPart, workPart, type Ended, type Part } from './lab';

const prd = '# Product\n\n## 1. Greeting\n\nSay hello.\n\n## 2. Farewell\n\nSay goodbye. Builds on 1.\n';
const check =
  'import { readFileSync } from "node:fs";\nif (readFileSync("a.txt", "utf8").includes("broken")) { console.log("a.txt is broken"); process.exit(1); }\n';
const files = {
  'PRD.md': prd,
  'a.txt': 'one\ntwo\nthree\n',
  'package.json': JSON.stringify({ name: 'w', version: '1.0.0', scripts: { test: 'node check.mjs' } }),
  'check.mjs': check,
};
const two = planPart([
  { id: 'schemas', owns: ['b.txt'], model: 'gemini-pro' },
  { id: 'storage', owns: ['a.txt'], model: 'gpt-codex' },
]);

describe('mao develop with scripted CLIs', function () {
  this.timeout(180_000);
  let lab: DevelopLab;
  beforeEach(() => (lab = new DevelopLab(files)));
  afterEach(() => lab.remove());
  const develop = (parts: readonly Part[], ...more: readonly string[]) =>
    lab.develop('1', { parts: [...parts, ...calmParts] }, ...more);
  const outcome = (ended: Ended) => eventsOf(ended.events, 'run-end')[0]?.outcome;

  it('plans, writes, verifies, applies and reverts, with events that keep the contract', async () => {
    const before = lab.tree();
    const ended = await develop(
      [two, workPart('schemas', { 'b.txt': 'new\n' }), workPart('storage', { 'a.txt': 'one\nTWO\nthree\n' })],
      '--apply',
    );
    assert.equal(ended.code, 0, ended.stderr);
    assert.deepEqual(
      ended.events.map((event) => event.seq),
      ended.events.map((_, index) => index + 1),
    );
    assert.equal(ended.events[0]?.type, 'run-start');
    assert.equal(ended.events.at(-1)?.type, 'run-end');
    assert.deepEqual(
      eventsOf(ended.events, 'check-end').map(({ name, outcome: result }) => [name, result]),
      [['tests', 'passed']],
    );
    const [changes] = eventsOf(ended.events, 'changes-proposed');
    assert.deepEqual(
      changes?.files.map(({ path, kind, hunks }) => [path, kind, hunks.map(({ model }) => model)]),
      [
        ['a.txt', 'modify', ['gpt-codex']],
        ['b.txt', 'create', ['gemini-pro']],
      ],
    );
    assert.equal(lab.read('b.txt'), 'new\n');
    assert.equal(lab.read('a.txt'), 'one\nTWO\nthree\n');
    const reported = async () => (await lab.mao(['report'])).stdout;
    assert.match(await reported(), /2 files, applied · /);
    assert.equal((await lab.mao(['revert'])).code, 0);
    assert.deepEqual(lab.tree(), before);
    assert.match(await reported(), /2 files, applied and reverted · /);
  });

  it('falls back silently, in the specification’s words, and goes on with what is there', async () => {
    const ended = await develop([
      two,
      { when: { task: 'workstream', workstream: 'schemas', cli: 'gemini' }, fail: 'rate-limited' },
      workPart('schemas', { 'b.txt': 'new\n' }),
      workPart('storage', { 'a.txt': 'x\n' }),
    ]);
    assert.equal(ended.code, 0, ended.stderr);
    const [fallback] = eventsOf(ended.events, 'fallback');
    assert.equal(fallback?.message, 'Schema generation: fallback from gemini-pro to sonnet (rate-limited)');
    const [end] = eventsOf(ended.events, 'run-end');
    assert.ok(end && end.diversity.observed <= end.diversity.expected);
  });

  it('does not apply what is red, says so, and applies it by explicit word', async () => {
    const ended = await develop(
      [planPart([{ id: 'storage', owns: ['a.txt'] }]), workPart('storage', { 'a.txt': 'broken\n' })],
      '--apply',
    );
    assert.equal(ended.code, 1);
    assert.equal(outcome(ended), 'unclean');
    assert.equal(lab.read('a.txt'), files['a.txt']);
    const refused = await lab.mao(['apply']);
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /red/);
    assert.equal((await lab.mao(['apply', '--unverified'])).code, 0);
    assert.equal(lab.read('a.txt'), 'broken\n');
  });

  it('never lets a model decide what the checks run', async () => {
    const manifest = JSON.stringify({ name: 'w', version: '1.0.0', scripts: { test: 'node -e "process.exit(0)"' } });
    const ended = await develop([
      planPart([{ id: 'storage', owns: ['a.txt', 'package.json'] }]),
      workPart('storage', { 'a.txt': 'broken\n', 'package.json': manifest }),
    ]);
    assert.equal(eventsOf(ended.events, 'check-end')[0]?.outcome, 'failed');
    assert.ok(
      eventsOf(ended.events, 'changes-proposed')[0]?.files.find(({ path }) => path === 'package.json')?.needsTick,
    );
  });

  it('lets the checks know where the tools lie, and no secret', async () => {
    const wanted = 'process.env.RUSTUP_HOME === "/opt/rustup" && !process.env.MY_TOKEN ? 0 : 1';
    lab.write('package.json', JSON.stringify({ name: 'w', scripts: { test: 'node env.cjs' } }));
    lab.write('env.cjs', `process.exit(${wanted});\n`);
    const parts = [planPart([{ id: 'storage', owns: ['a.txt'] }]), workPart('storage', { 'a.txt': 'z\n' })];
    const environment = { RUSTUP_HOME: '/opt/rustup', MY_TOKEN: 'secret' };
    const ended = await lab.develop('1', { parts: [...parts, ...calmParts], environment });
    assert.equal(eventsOf(ended.events, 'check-end')[0]?.outcome, 'passed', ended.stderr);
  });

  it('asks for a tick where a change would be run as a git hook', async () => {
    lab.git('init', '-q');
    lab.git('config', 'core.hooksPath', 'tools/hooks');
    const parts = [
      planPart([{ id: 'storage', owns: ['a.txt'] }]),
      workPart('storage', { 'a.txt': 'z\n', 'tools/hooks/pre-commit': 'echo hi\n' }),
    ];
    const ended = await develop(parts, '--apply');
    const [changes] = eventsOf(ended.events, 'changes-proposed');
    assert.ok(changes?.files.find(({ path }) => path === 'tools/hooks/pre-commit')?.needsTick, ended.stderr);
    assert.equal(lab.read('a.txt'), 'z\n');
    assert.equal(lab.tree()['tools/hooks/pre-commit'], undefined);
  });

  it('says that nothing was applied where all is protected, and applies it by a tick', async () => {
    await develop([
      planPart([{ id: 'storage', owns: ['a.txt'] }]),
      workPart('storage', { '.vscode/a b.json': '{}\n' }),
    ]);
    const refused = await lab.mao(['apply']);
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /Nothing was applied/);
    const unknown = await lab.mao(['apply', '--file', 'other.txt']);
    assert.equal(unknown.code, 2);
    assert.match(unknown.stderr, /does not change other\.txt.*\.vscode\/a b\.json/);
    const tick = /mao apply (\S+) --tick "(\.vscode\/a b\.json)"/.exec(refused.stderr);
    assert.ok(tick, refused.stderr);
    assert.equal((await lab.mao(['apply', tick[1] ?? '', '--tick', tick[2] ?? ''])).code, 0);
    assert.equal(lab.read('.vscode/a b.json'), '{}\n');
  });

  it('says so when everything was refused', async () => {
    await develop([planPart([{ id: 'storage', owns: ['a.txt'] }]), workPart('storage', { 'short~1/a.txt': 'x\n' })]);
    const applied = await lab.mao(['apply']);
    assert.equal(applied.code, 1);
    assert.match(applied.stderr, /refused: short~1\/a\.txt.*\nNothing was applied/);
  });

  it('falls back when a model writes nothing', async () => {
    const ended = await develop([
      planPart([{ id: 'storage', owns: ['a.txt'], model: 'gpt-codex' }]),
      { when: { task: 'workstream', cli: 'codex' }, say: 'I looked at it.' },
      workPart('storage', { 'a.txt': 'y\n' }),
    ]);
    assert.equal(ended.code, 0, ended.stderr);
    assert.equal(eventsOf(ended.events, 'fallback')[0]?.reason, 'output-empty');
  });

  it('carries deletes, renames, CRLF, binary and large files', async () => {
    lab.write('crlf.txt', 'one\r\ntwo\r\n');
    lab.write('old.txt', 'the same text in a new place\n'.repeat(20));
    lab.write('gone.txt', 'gone\n');
    const big = 'x'.repeat(99) + '\n';
    const ended = await develop(
      [
        planPart([{ id: 'storage', owns: ['a.txt'] }]),
        workPart('storage', {
          'crlf.txt': 'one\r\nTWO\r\n',
          'old.txt': null,
          'new.txt': 'the same text in a new place\n'.repeat(20),
          'gone.txt': null,
          'data.bin': '\u0000\u0001binary\u0000',
          'big.txt': big.repeat(50_000),
        }),
      ],
      '--apply',
    );
    assert.equal(ended.code, 0, ended.stderr);
    const kinds = Object.fromEntries(
      eventsOf(ended.events, 'changes-proposed')[0]?.files.map(({ path, kind }) => [path, kind]) ?? [],
    );
    assert.deepEqual(kinds, {
      'big.txt': 'create',
      'crlf.txt': 'modify',
      'data.bin': 'create',
      'gone.txt': 'delete',
      'new.txt': 'rename',
    });
    const tree = lab.tree();
    assert.equal(tree['crlf.txt'], 'one\r\nTWO\r\n');
    assert.equal(tree['big.txt']?.length, 5_000_000);
    assert.equal(tree['gone.txt'], undefined);
    assert.equal(tree['old.txt'], undefined);
    assert.ok(eventsOf(ended.events, 'workstream-end')[0]?.outsideOwnership.includes('big.txt'));
  });

  it('merges with what the user changed between proposal and apply, and leaves what conflicts', async () => {
    await develop([
      planPart([{ id: 'storage', owns: ['a.txt'] }]),
      workPart('storage', { 'a.txt': 'one\ntwo\nTHREE\n', 'b.txt': 'model\n' }),
    ]);
    lab.write('a.txt', 'ONE\ntwo\nthree\n');
    lab.write('b.txt', 'user\n');
    const applied = await lab.mao(['apply']);
    assert.equal(applied.code, 1);
    const draft = /b\.txt: it was created .* join by hand: (\S+)/.exec(applied.stderr)?.[1] ?? '';
    assert.match(lab.read(draft), /<<<<<<< workspace\nuser\n=======\nmodel\n>>>>>>> MAO/);
    assert.equal(lab.read('a.txt'), 'ONE\ntwo\nTHREE\n');
    assert.equal(lab.read('b.txt'), 'user\n');
  });

  it('is not clean when something else stands where a new file should go', async () => {
    await develop([
      planPart([{ id: 'storage', owns: ['b.txt'] }]),
      workPart('storage', { 'a.txt': 'z\n', 'b.txt': 'b\n' }),
    ]);
    mkdirSync(join(lab.workspace, 'b.txt'));
    const applied = await lab.mao(['apply']);
    assert.equal(applied.code, 1, applied.stderr);
    assert.equal(lab.read('a.txt'), 'z\n');
  });

  it('applies and reverts the run that wrote code, though others came after it', async () => {
    const before = lab.tree();
    const write = (text: string) => [
      planPart([{ id: 'storage', owns: ['a.txt'] }]),
      workPart('storage', { 'a.txt': text }),
    ];
    await develop(write('z\n'));
    const plan = () => lab.mao(['plan', '1', '--json'], { parts: [two, ...calmParts] });
    assert.equal((await plan()).code, 0);
    assert.equal((await lab.mao(['apply'])).code, 0);
    assert.equal(lab.read('a.txt'), 'z\n');
    assert.equal((await develop(write('y\n'))).code, 0);
    mkdirSync(join(lab.workspace, '.mao/runs/29991231-000000-zzzz'));
    assert.equal((await lab.mao(['report'])).code, 0);
    const reverted = await lab.mao(['revert']);
    assert.equal(reverted.code, 0, reverted.stderr);
    assert.deepEqual(lab.tree(), before);
  });

  it('resolves a conflict by the orchestrator, and by the owner when it can not', async () => {
    const clash = planPart([
      { id: 'schemas', owns: ['a.txt'] },
      { id: 'storage', owns: ['b.txt'] },
    ]);
    const work = [
      workPart('schemas', { 'a.txt': 'one\nSCHEMAS\nthree\n' }),
      workPart('storage', { 'a.txt': 'one\nSTORAGE\nthree\n', 'b.txt': 'b\n' }),
    ];
    const answer = 'FILE: a.txt\n```\none\nSCHEMAS and STORAGE\nthree\n```\n';
    const joined = await develop([clash, ...work, { when: { task: 'conflict' }, body: answer }]);
    assert.equal(eventsOf(joined.events, 'conflict-resolved')[0]?.by, 'opus', joined.stderr);
    const owner = await develop([clash, ...work, { when: { task: 'conflict' }, fail: 'overloaded' }]);
    assert.equal(eventsOf(owner.events, 'conflict-resolved')[0]?.by, 'owner:schemas', owner.stderr);
  });

  it('shows the plan only, and asks nobody without a terminal', async () => {
    const plan = await lab.mao(['plan', '1', '--json'], { parts: [two, ...calmParts] });
    assert.equal(plan.code, 0, plan.stderr);
    assert.equal(eventsOf(plan.events, 'plan-proposed')[0]?.source, 'orchestrator');
    assert.equal(eventsOf(plan.events, 'workstream-start').length, 0);
    const develops = await lab.mao(['develop', '1', '--json'], { parts: [two, ...calmParts] });
    assert.equal(develops.code, 1);
    assert.match(develops.stderr, /--yes/);
    assert.equal(eventsOf(develops.events, 'workstream-start').length, 0);
  });

  it('keeps a run to be listed, reported and replayed', async () => {
    const parts = [
      planPart([{ id: 'storage', owns: ['a.txt'] }]),
      workPart('storage', { 'a.txt': 'z\n' }),
      ...calmParts,
    ];
    const ended = await lab.mao(['develop', '1', '--yes', '--json', '--transport', 'pal'], { parts });
    assert.equal(ended.code, 0, ended.stderr);
    assert.ok(eventsOf(ended.events, 'log').some(({ message }) => message.includes('pal')));
    const runId = ended.events[0]?.runId ?? '';
    const listed: unknown = JSON.parse((await lab.mao(['runs', '--json'])).stdout);
    const end = eventsOf(ended.events, 'run-end')[0];
    const start = ended.events[0];
    const summary = {
      runId,
      command: 'develop',
      sections: ['1'],
      outcome: 'succeeded',
      startedAt: start?.time,
      durationMs: end?.durationMs,
    };
    assert.deepEqual(listed, [summary]);
    const report = await lab.mao(['report']);
    assert.match(report.stdout, /^# Section 1 Greeting: done, verified/);
    const replayed = await lab.mao(['replay', runId, '--json']);
    assert.deepEqual(replayed.events, ended.events);
    assert.match((await lab.mao(['replay', runId])).stderr, /1\/storage: sonnet/);
    assert.equal((await lab.mao(['replay', 'nothing'])).code, 2);
  });

  it('writes configuration files once and never over one', async () => {
    lab.write('.mcp.json', '{"mcpServers":{}}');
    const first = await lab.mao(['init']);
    assert.equal(first.code, 0, first.stderr);
    assert.match(lab.read('.claude/models/registry.md'), /role: orchestrator/);
    assert.equal(lab.read('.mcp.json'), '{"mcpServers":{}}');
    assert.match(first.stderr, /kept yours/);
    const before = lab.tree();
    assert.equal((await lab.mao(['init'])).code, 0);
    assert.deepEqual(lab.tree(), before);
    const plan = await lab.mao(['plan', '1', '--json'], { parts: [two, ...calmParts] });
    assert.equal(plan.code, 0, plan.stderr);
  });
});
