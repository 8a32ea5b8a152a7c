import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve, sep } from 'node:path';
import fc from 'fast-check';
import type { ApplyPlan } from '../../src/core/ports/changeApplier';
import type { PathGuard } from '../../src/core/ports/pathGuard';
import { ApplyLab } from '../integration/workspace/applyLab';
import { fingerprint } from '../integration/workspace/lab';
import { benignPaths } from '../unit/workspace/paths/benignPaths';
import { maliciousPaths, tickPaths } from '../unit/workspace/paths/maliciousPaths';
import { trappedWorkspace } from '../unit/workspace/paths/trappedWorkspace';
import { times } from './soak';

describe('safety: malicious change sets', function () {
  this.timeout(120_000);

  describe('applied to a workspace', () => {
    let lab: ApplyLab;
    beforeEach(() => {
      lab = new ApplyLab();
      lab.write('src/a.ts', 'a\n');
      lab.write('.git/HEAD', 'ref: refs/heads/main\n');
      lab.write('module/.git', 'gitdir: elsewhere\n');
      lab.write('secret', 'secret\n', join(lab.root, 'outside'));
    });
    afterEach(() => lab.remove());

    const planFor = (paths: readonly string[], after = 'evil\n'): ApplyPlan => ({
      runId: 'run-1',
      edits: paths.map((path) => ({
        path,
        before: undefined,
        after: Buffer.from(after),
        mode: undefined,
        merged: false,
      })),
      conflicts: [],
      refused: [],
    });

    /** Tries to write what a plan says, past everything that plans; tells whether it was let. */
    async function isWritten(plan: ApplyPlan): Promise<boolean> {
      try {
        const transaction = await lab.applier().begin(plan, 'apply');
        try {
          await transaction.writeToDisk();
          await transaction.commit();
          return true;
        } catch {
          await transaction.rollback();
          return false;
        }
      } catch {
        return false;
      }
    }

    /** Everything below the lab but what MAO keeps for itself. */
    const everything = () =>
      Object.fromEntries(
        Object.entries(fingerprint(lab.root)).filter(([path]) => !/^(workspace\/\.mao|data)\b/.test(path)),
      );

    it(`writes none of ${maliciousPaths.length} malicious paths`, async () => {
      assert.ok(maliciousPaths.length >= 200);
      const before = everything();
      for (const path of [...maliciousPaths, 'module/x.ts']) {
        assert.equal(await isWritten(planFor([path])), false, JSON.stringify(path));
      }
      assert.deepEqual(everything(), before);
      assert.deepEqual(readFileSync(join(lab.root, 'outside/secret'), 'utf8'), 'secret\n');
    });

    it(`refuses none of ${benignPaths.length} benign paths`, async () => {
      assert.ok(benignPaths.length >= 200);
      assert.equal(await isWritten(planFor(benignPaths, 'fine\n')), true);
      for (const path of benignPaths) assert.equal(readFileSync(join(lab.workspace, path), 'utf8'), 'fine\n', path);
    });

    it(`writes none of ${tickPaths.length} protected files that nobody ticked`, async () => {
      const paths = tickPaths.filter((path, at) => tickPaths.findIndex((other) => sameName(other, path)) === at);
      const changes = await lab.run((folder) => {
        for (const path of paths) lab.write(path, 'evil\n', folder);
        lab.write('plain.ts', 'fine\n', folder);
      });
      const before = lab.state();
      const plan = await lab.apply(changes);
      assert.deepEqual(
        plan.edits.map(({ path }) => path),
        ['plain.ts'],
      );
      assert.deepEqual(lab.state(), { ...before, 'plain.ts': lab.state()['plain.ts'] });
    });

    const traps: Readonly<Record<string, (outside: string, file: string) => void>> = {
      'a link to a file': (outside, file) => symlinkSync(join(outside, 'secret'), file),
      'a hard link': (outside, file) => linkSync(join(outside, 'secret'), file),
      'a dangling link': (outside, file) => symlinkSync(join(outside, 'made'), file),
      'a pipe': (_, file) => execFileSync('mkfifo', [file]),
      'a folder': (_, file) => mkdirSync(file),
      'a link in the place of its folder': (outside, file) => {
        renameSync(dirname(file), `${dirname(file)}-was`);
        symlinkSync(outside, dirname(file));
      },
      'a repository in its folder': (_, file) => mkdirSync(join(dirname(file), '.git')),
    };
    for (const [what, spring] of Object.entries(traps)) {
      it(`writes nothing through ${what} that comes between check and write`, async () => {
        const changes = await lab.run((folder) => lab.write('made/new.ts', 'evil\n', folder));
        mkdirSync(join(lab.workspace, 'made'));
        const outside = join(lab.root, 'outside');
        const file = join(lab.workspace, 'made/new.ts');
        const plan = await lab.applier().plan(changes, {});
        assert.equal(plan.edits.length, 1);
        const transaction = await lab.applier().begin(plan, 'apply');
        spring(outside, file);
        const before = everything();
        await assert.rejects(transaction.writeToDisk());
        await transaction.rollback();
        assert.deepEqual(everything(), before);
        assert.equal(await isWritten(plan), false, 'nor when it begins anew');
        assert.deepEqual(everything(), before);
      });
    }
  });

  describe('judged in a workspace full of traps', () => {
    let root: string;
    let workspace: string;
    let guard: PathGuard;
    before(() => {
      root = realpathSync(mkdtempSync(join(tmpdir(), 'mao-guard-')));
      workspace = join(root, 'work');
      guard = trappedWorkspace(root);
    });
    after(() => rmSync(root, { recursive: true, force: true }));

    /** Where writing to a path would really end up, asked of the file system: its deepest existing parent, resolved. */
    function target(path: string): string {
      let existing = resolve(workspace, path);
      const rest: string[] = [];
      while (!existsSync(existing) && !isLink(existing)) {
        rest.unshift(existing.slice(dirname(existing).length + 1));
        existing = dirname(existing);
      }
      return isLink(existing) && !existsSync(existing) ? '/nowhere' : join(realpathSync(existing), ...rest);
    }
    const isLink = (path: string) => lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;

    it('allows none of 10,000 generated paths that would end up outside or in a git directory', async () => {
      const part = fc.oneof(
        {
          weight: 6,
          arbitrary: fc.constantFrom(
            'src',
            'deep',
            'file.ts',
            'new',
            'out',
            'alias',
            'link.ts',
            'dangling',
            'module',
            'lib',
            'real-git',
            'git-alias',
          ),
        },
        {
          weight: 2,
          arbitrary: fc.constantFrom(
            '..',
            '.',
            '',
            '.git',
            '.GIT',
            '.mao',
            '.git ',
            '．．',
            '%2e%2e',
            '..\\..',
            '~',
            'C:',
            '.g\u200bit',
            'work-sibling',
          ),
        },
        { weight: 1, arbitrary: fc.string({ maxLength: 6 }) },
        { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 4 }) },
      );
      const paths = fc.array(part, { minLength: 1, maxLength: 6 }).map((parts) => parts.join('/'));
      let allowed = 0;
      await fc.assert(
        fc.asyncProperty(paths, async (path) => {
          if ((await guard.judge(path)).kind === 'refused') return;
          allowed++;
          const end = target(path);
          assert.equal(end, join(workspace, ...path.split('/')), `${JSON.stringify(path)} would be written to ${end}`);
          assert.ok(end.startsWith(workspace + sep));
          for (const never of ['.git', 'real-git', '.mao', 'module']) {
            assert.ok(!(end + sep).startsWith(join(workspace, never) + sep), path);
          }
        }),
        { numRuns: times(10_000, 50_000) },
      );
      assert.ok(allowed > 500, `only ${allowed} paths were allowed, so that this shows little`);
    });
  });
});

/** Two names of which a file system that folds case, or git, would make one. */
function sameName(one: string, other: string): boolean {
  const fold = (path: string) =>
    path
      .normalize('NFKC')
      .replace(/\u200c/g, '')
      .toLowerCase();
  return (
    fold(one) === fold(other) || fold(one).startsWith(`${fold(other)}/`) || fold(other).startsWith(`${fold(one)}/`)
  );
}
