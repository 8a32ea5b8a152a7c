import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runEventSchema } from '../../src/core/runEvent';
import { calmParts, DevelopLab, planPart, workPart, type Ended, type MaoOptions } from '../integration/develop/lab';

const long = 'a line of a file that is not short\n'.repeat(2000);
const files = { 'PRD.md': '# Product\n\n## 1. Greeting\n\nSay hello.\n', 'a.txt': 'one\n' };
const parts = [
  planPart([
    { id: 'schemas', owns: ['b.txt'] },
    { id: 'storage', owns: ['c.txt'], dependsOn: ['schemas'] },
  ]),
  workPart('schemas', { 'b.txt': long }),
  workPart('storage', { 'c.txt': long.toUpperCase() }),
  ...calmParts,
];

/** What the user is told of each fault, in words that say what to do. */
const told = {
  full: /disk is full|no space|ENOSPC/i,
  'read-only': /read-only|EROFS/i,
  handles: /too many (open )?files|EMFILE/i,
} as const;

function canMount(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  const probe = new DevelopLab({});
  const mounted = new Mounts();
  try {
    mounted.make(probe.workspace, '64k');
    return true;
  } catch {
    return false;
  } finally {
    mounted.remove();
    probe.remove();
  }
}

/** Small disks of memory that can be filled and made read-only; `remove` takes them away. */
class Mounts {
  private readonly made: string[] = [];

  make(folder: string, size: string): void {
    mkdirSync(folder, { recursive: true });
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder], { stdio: 'pipe' });
    this.made.push(folder);
  }

  /** Leaves about `kilobytes` of room. */
  fill(folder: string, kilobytes: number): void {
    const [, free = '0'] = execFileSync('df', ['--output=avail', '-k', folder], { encoding: 'utf8' })
      .trim()
      .split('\n');
    const most = Math.max(0, Number(free) - kilobytes) * 1024;
    writeFileSync(join(folder, '.filling'), Buffer.alloc(most));
  }

  makeReadOnly(folder: string): void {
    execFileSync('mount', ['-o', 'remount,ro', folder], { stdio: 'pipe' });
  }

  /** The disk has room and may be written again. */
  mend(folder: string): void {
    execFileSync('mount', ['-o', 'remount,rw', folder], { stdio: 'pipe' });
    rmSync(join(folder, '.filling'), { force: true });
  }

  remove(): void {
    for (const folder of this.made.splice(0).reverse()) execFileSync('umount', ['-l', folder], { stdio: 'pipe' });
  }
}

describe('safety: disk', function () {
  this.timeout(240_000);
  let lab: DevelopLab;
  const mounts = new Mounts();
  before(function () {
    if (process.platform !== 'linux') this.skip();
  });
  beforeEach(() => {
    lab = new DevelopLab(files);
  });
  afterEach(() => {
    mounts.remove();
    lab.remove();
  });

  const develop = (options: MaoOptions = {}) => lab.develop('1', { parts, ...options }, '--apply');
  const workspaceFiles = () => Object.fromEntries(Object.entries(lab.tree()).filter(([path]) => path !== '.filling'));

  /** A run that a fault ended: told so by its kind, in a log that can be read to its end, with a workspace as before. */
  function assertFailedWell(ended: Ended, fault: keyof typeof told): void {
    assert.ok(ended.code === 1 || ended.code === 2, `exit code ${ended.code}\n${ended.stderr}`);
    assert.match(ended.stderr, told[fault]);
    assert.deepEqual(workspaceFiles(), files);
    const runs = join(lab.workspace, '.mao/runs');
    for (const run of existsSync(runs) ? readdirSync(runs) : []) {
      const log = join(runs, run, 'events.jsonl');
      const text = existsSync(log) ? readFileSync(log, 'utf8') : '';
      assert.ok(text === '' || text.endsWith('\n'), 'a torn line');
      for (const line of text.split('\n').filter((one) => one !== '')) runEventSchema.parse(JSON.parse(line));
    }
  }

  describe('on a disk of its own', () => {
    before(function () {
      if (!canMount()) this.skip(); // only a superuser may mount; out of file handles is tried below in any case
    });
    const places = {
      log: () => join(lab.workspace, '.mao'),
      worktree: () => join(lab.home, '.local/share/mao'),
    };
    for (const [what, place] of Object.entries(places)) {
      it(`is full while the ${what} is written`, async () => {
        mounts.make(place(), '2m');
        mounts.fill(place(), what === 'log' ? 8 : 120);
        assertFailedWell(await develop(), 'full');
        mounts.mend(place());
        assert.equal((await develop()).code, 0);
        assert.equal(lab.read('b.txt'), long);
      });

      it(`is read-only where the ${what} is written`, async () => {
        mounts.make(place(), '2m');
        mounts.makeReadOnly(place());
        assertFailedWell(await develop(), 'read-only');
        mounts.mend(place());
        assert.equal((await develop()).code, 0);
      });
    }

    for (const fault of ['full', 'read-only'] as const) {
      it(`is ${fault} while changes are applied`, async () => {
        mounts.make(lab.workspace, '3m');
        for (const [path, text] of Object.entries(files)) lab.write(path, text);
        const ended = await lab.develop('1', { parts });
        assert.equal(ended.code, 0, ended.stderr);
        if (fault === 'full') mounts.fill(lab.workspace, 20);
        else mounts.makeReadOnly(lab.workspace);
        assertFailedWell(await lab.mao(['apply', '--yes'], { parts }), fault);
        mounts.mend(lab.workspace);
        assert.equal((await lab.mao(['apply', '--yes'], { parts })).code, 0);
        assert.equal(lab.read('c.txt'), long.toUpperCase());
      });
    }
  });

  it('runs out of file handles', async () => {
    // Node itself takes about twenty; each limit hits another phase.
    let failed = 0;
    for (const handles of [24, 28, 32, 40, 48]) {
      const ended = await develop({ through: ['prlimit', `--nofile=${handles}`] });
      if (ended.code === 0) {
        await lab.mao(['revert', '--yes']);
        continue;
      }
      if (ended.stdout === '' && !told.handles.test(ended.stderr)) continue; // Node did not come up
      failed++;
      assert.notEqual(ended.code, 0);
      assert.deepEqual(workspaceFiles(), files, `${handles} handles`);
    }
    assert.ok(failed > 0, 'some limit was too low');
    assert.equal((await develop()).code, 0);
  });
});
