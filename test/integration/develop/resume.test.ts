import assert from 'node:assert/strict';
import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  assertNothingTwice,
  killAndResume,
  killAt,
  killedFiles,
  killedParts,
  killPoints,
  loggedEvents,
} from '../../safety/killPoints';
import type { RunEvent } from '../../../src/core/runEvent';
import { calmParts, DevelopLab, eventsOf, planPart, workPart } from './lab';

describe('mao resume', function () {
  this.timeout(240_000);
  let lab: DevelopLab;
  beforeEach(() => (lab = new DevelopLab(killedFiles)));
  afterEach(() => lab.remove());
  const approved = { name: 'the plan is approved', fits: ({ type }: { type: string }) => type === 'plan-approved' };
  const oneDone = { name: 'one is done', fits: ({ type }: { type: string }) => type === 'workstream-end' };
  const develop = ['develop', '1', '--yes', '--apply'];
  const eventLog = () => join(lab.workspace, '.mao', 'runs', loggedEvents(lab)[0]?.runId ?? '', 'events.jsonl');

  for (const point of killPoints.slice(0, 6)) {
    it(`goes on after kill -9 ${point.name}`, () => killAndResume(lab, point));
  }

  it('goes on after Ctrl-C, with the plan that was approved and what had been written', async () => {
    const cancelled = await lab.mao([...develop, '--json'], {
      parts: killedParts,
      onStart: (child) =>
        child.stdout?.on('data', (text: string) => {
          if (text.includes('"workstream-end"')) child.kill('SIGINT');
        }),
    });
    assert.equal(cancelled.code, 130, cancelled.stderr);
    const before = loggedEvents(lab);
    lab.write('PRD.md', '# Another product\n\n## 1. Something else\n\nNothing.\n');
    const resumed = await lab.mao(['resume', '--yes', '--json'], { parts: killedParts });
    assert.equal(resumed.code, 0, resumed.stderr);
    assertNothingTwice(before, loggedEvents(lab));
    assert.deepEqual(eventsOf(resumed.events, 'plan-proposed'), []);
    assert.match((await lab.mao(['runs', '--json'])).stdout, /^\[{[^{]*"outcome":"succeeded"[^{]*}]$/m);
  });

  it('cuts a torn last line, skips damaged ones, and says so', async () => {
    assert.ok(await killAt(lab, develop, oneDone));
    const before = loggedEvents(lab);
    const file = eventLog();
    const lines = readFileSync(file, 'utf8').split('\n');
    const damaged = before.findIndex(({ type }) => type === 'text-delta');
    writeFileSync(file, lines.with(damaged, 'x'.repeat(20)).join('\n'));
    appendFileSync(file, '{"type":"workstream-end","sect');
    const resumed = await lab.mao(['resume', '--yes', '--json'], { parts: killedParts });
    assert.equal(resumed.code, 0, resumed.stderr);
    assert.equal(resumed.events[0]?.seq, before.length + 1);
    const said = eventsOf(resumed.events, 'log').map(({ message }) => message);
    assert.ok(said.some((message) => message.includes('torn') && message.includes('30 bytes')));
    assert.ok(said.some((message) => message.includes(`Damaged lines of the log were skipped: ${damaged + 1}.`)));
  });

  it('asks again for a plan that was never approved, and asks nobody without a terminal', async () => {
    const proposed = { name: 'the plan is proposed', fits: ({ type }: { type: string }) => type === 'plan-proposed' };
    assert.ok(await killAt(lab, develop, proposed));
    const unattended = await lab.mao(['resume', '--json'], { parts: killedParts });
    if (eventsOf(loggedEvents(lab), 'plan-approved').length > 0) return; // it was faster than the kill
    assert.equal(unattended.code, 1);
    assert.match(unattended.stderr, /--yes/);
    const attended = await lab.mao(['resume', loggedEvents(lab)[0]?.runId ?? '', '--yes', '--json'], {
      parts: killedParts,
    });
    assert.equal(attended.code, 0, attended.stderr);
  });

  it('refuses a finished run and one that is not there, and starts nothing', async () => {
    const ended = await lab.mao([...develop, '--json'], { parts: killedParts });
    assert.equal(ended.code, 0, ended.stderr);
    const none = await lab.mao(['resume']);
    assert.equal(none.code, 2);
    assert.match(none.stderr, /nothing to go on with/);
    const finished = await lab.mao(['resume', ended.events[0]?.runId ?? '']);
    assert.equal(finished.code, 2);
    assert.match(finished.stderr, /is finished/);
    assert.equal((await lab.mao(['resume', 'nothing'])).code, 2);
  });

  it('does again what failed, with what was skipped because of it, and nothing that is finished', async () => {
    const plan = planPart([
      { id: 'storage', owns: ['s.txt'], model: 'gpt-codex' },
      { id: 'schemas', owns: ['b.txt'], model: 'sonnet' },
      { id: 'tests', owns: ['t.txt'], model: 'sonnet', dependsOn: ['schemas'] },
    ]);
    const storage = workPart('storage', { 's.txt': 'storage\n', 'a.txt': 'one\nLOGIC\nthree\n' });
    const failing = { when: { task: 'workstream', workstream: 'schemas' }, fail: 'crash' };
    const ended = await lab.mao(['develop', '1', '--yes', '--json'], { parts: [plan, storage, failing, ...calmParts] });
    assert.equal(ended.code, 1, ended.stderr);
    const outcomes = (events: readonly RunEvent[]) =>
      eventsOf(events, 'workstream-end').map(({ workstream, outcome }) => `${workstream} ${outcome}`);
    assert.deepEqual(outcomes(ended.events).toSorted(), ['schemas failed', 'storage succeeded', 'tests skipped']);

    const parts = [
      storage,
      workPart('schemas', { 'b.txt': 'b\n' }),
      workPart('tests', { 't.txt': 't\n' }),
      ...calmParts,
    ];
    const resumed = await lab.mao(['resume', '--yes', '--apply', '--json'], { parts });
    assert.equal(resumed.code, 0, resumed.stderr);
    assert.deepEqual(outcomes(resumed.events).toSorted(), ['schemas succeeded', 'tests succeeded']);
    const attempts = eventsOf(resumed.events, 'attempt-start').filter(({ task }) => task === undefined);
    const before = eventsOf(ended.events, 'attempt-start').filter(({ workstream }) => workstream === 'schemas').length;
    assert.deepEqual(
      attempts.map(({ workstream, model, attempt }) => `${workstream} ${model} ${attempt}`),
      [`schemas sonnet ${before + 1}`, 'tests sonnet 1'],
    );
    const proposed = eventsOf(resumed.events, 'changes-proposed')[0]?.files.map(({ path }) => path);
    assert.deepEqual(proposed, ['a.txt', 'b.txt', 's.txt', 't.txt']);
    const again = await lab.mao(['resume', ended.events[0]?.runId ?? '']);
    assert.equal(again.code, 2, again.stdout);
  });

  it('begins no run on a workspace that a killed apply left half written: it is put back first, and said', async () => {
    const files = { 'b.txt': 'schemas\n', 's.txt': 'storage\n' };
    const parts = [planPart([{ id: 'all', owns: Object.keys(files) }]), workPart('all', files), ...calmParts];
    lab.write('s.txt', 'old\n');
    assert.equal((await lab.develop('1', { parts }, '--no-verify')).code, 0);
    const { runId = '' } = loggedEvents(lab)[0] ?? {};
    assert.equal((await lab.mao(['apply', '--yes'], { parts })).code, 0);
    // As kill -9 leaves it after the first of two files.
    const journal = join(lab.workspace, '.mao/runs', runId, 'apply/0001/journal.json');
    writeFileSync(journal, readFileSync(journal, 'utf8').replace('"committed"', '"begun"'));
    lab.write('s.txt', 'old\n');
    const next = await lab.develop('1', { parts }, '--no-verify');
    assert.equal(next.code, 0, next.stderr);
    const said = eventsOf(next.events, 'log').flatMap(({ level, message }) => (level === 'warning' ? [message] : []));
    assert.deepEqual(
      said.filter((message) => message.includes('cut short')),
      [`The apply of run ${runId} was cut short. Its files are as they were before; apply again if you want it.`],
    );
    assert.deepEqual([lab.tree()['b.txt'], lab.tree()['s.txt']], [undefined, 'old\n']);
    const proposed = eventsOf(next.events, 'changes-proposed')[0]?.files.map(({ kind, path }) => `${kind} ${path}`);
    assert.deepEqual(proposed, ['create b.txt', 'modify s.txt']);
  });

  it('says what to do, without a stack, when the commits of a run are gone', async () => {
    assert.ok(await killAt(lab, develop, oneDone));
    rmSync(join(lab.home, '.local/share/mao'), { recursive: true });
    const resumed = await lab.mao(['resume', '--yes'], { parts: killedParts });
    assert.equal(resumed.code, 1, resumed.stderr);
    assert.match(resumed.stderr, /MAO: failed after .*: The commits of run .* are gone .* Run it again\.$/m);
    assert.doesNotMatch(resumed.stderr, /^\s+at /m);
  });

  it('says of an interrupted run that it can go on', async () => {
    assert.ok(await killAt(lab, develop, approved));
    const listed = await lab.mao(['runs']);
    assert.match(listed.stdout, /interrupted {2}\(go on with: mao resume /);
  });
});
