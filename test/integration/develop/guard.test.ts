import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  assertNoSurvivors,
  assertNothingTwice,
  killAt,
  killedFiles,
  killedParts,
  loggedEvents,
  survivors,
} from '../../safety/killPoints';
import { DevelopLab, type Part } from './lab';

const isLinux = process.platform === 'linux';
const hanging: readonly Part[] = [
  { when: { task: 'workstream', workstream: 'logic' }, fail: 'hang', stubborn: true },
  { when: { task: 'workstream', workstream: 'schemas' }, fail: 'hang' },
  ...killedParts,
];
const storageDone = {
  name: 'one is done and two hang',
  fits: ({ type }: { type: string }) => type === 'workstream-end',
  afterMs: 300,
};

/** The guard of a `mao` that is under way: a child in a session of its own, which no environment of the lab names. */
function guardOf(parent: number): number | undefined {
  const children = readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8').trim().split(' ').map(Number);
  return children.find((pid) => readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes('guard.js'));
}

const isThere = (pid: number) => {
  try {
    return !/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return false;
  }
};

describe('the guard process', function () {
  this.timeout(240_000);
  let lab: DevelopLab;
  before(function () {
    if (!isLinux) this.skip(); // what lives is read from /proc
  });
  beforeEach(() => (lab = new DevelopLab(killedFiles)));
  afterEach(() => lab.remove());
  const develop = ['develop', '1', '--yes', '--apply', '--json'];

  it('ends CLIs that ignore SIGTERM, and itself, after kill -9 of the host', async () => {
    let guard: number | undefined;
    assert.ok(
      await killAt(lab, ['develop', '1', '--yes', '--apply'], storageDone, hanging, (pid) => {
        guard = guardOf(pid);
        assert.ok(survivors(lab.root).length >= 3, 'nothing hangs');
      }),
    );
    await assertNoSurvivors(lab);
    assert.ok(guard !== undefined);
    const until = Date.now() + 5000;
    while (isThere(guard) && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 20));
    assert.ok(!isThere(guard), 'the guard outlived its host');
  });

  it('lets the next start end what is left when the guard was killed too', async () => {
    const point = { ...storageDone, afterMs: 300 };
    assert.ok(
      await killAt(lab, ['develop', '1', '--yes', '--apply'], point, hanging, (pid) => {
        const guard = guardOf(pid);
        assert.ok(guard !== undefined);
        process.kill(guard, 'SIGKILL');
      }),
    );
    const before = loggedEvents(lab);
    assert.ok(survivors(lab.root).length > 0, 'nothing was left to end');
    const resumed = await lab.mao(['resume', '--yes', '--json'], { parts: killedParts });
    assert.equal(resumed.code, 0, resumed.stderr);
    assertNothingTwice(before, loggedEvents(lab));
    assert.deepEqual(survivors(lab.root), []);
  });

  it('is not there before the first program of a run, and gone after it', async () => {
    const guards: (number | undefined)[] = [];
    const ended = await lab.mao(develop, {
      parts: killedParts,
      onStart: (child) =>
        child.stdout?.on('data', (text: string) => {
          if (text.includes('"workstream-start"') && child.pid !== undefined) guards.push(guardOf(child.pid));
        }),
    });
    assert.equal(ended.code, 0, ended.stderr);
    assert.ok(guards[0] !== undefined);
    assert.equal(new Set(guards).size, 1, 'more than one guard');
    const until = Date.now() + 5000;
    while (isThere(guards[0]) && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 20));
    assert.ok(!isThere(guards[0]));
    const journal = readFileSync(join(lab.workspace, '.mao', 'processes'), 'utf8')
      .trim()
      .split('\n');
    assert.equal(journal.filter((line) => line.startsWith('+')).length, journal.length / 2);
  });
});
