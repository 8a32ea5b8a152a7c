import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve, sep } from 'node:path';
import fc from 'fast-check';
import type { PathGuard } from '../../../../src/core/ports/pathGuard';
import { createPathGuard } from '../../../../src/workspace/paths/pathGuard';
import { benignPaths } from './benignPaths';
import { maliciousPaths } from './maliciousPaths';

describe('createPathGuard', () => {
  let root: string;
  let workspace: string;
  let guard: PathGuard;

  before(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), 'mao-guard-')));
    workspace = join(root, 'work');
    for (const folder of [
      'work/src/deep',
      'work/.git',
      'work/real-git/hooks',
      'work/.mao',
      'work/hooks',
      'work/module/lib',
      'work-sibling',
      'outside',
    ]) {
      mkdirSync(join(root, folder), { recursive: true });
    }
    writeFileSync(join(workspace, 'src/file.ts'), 'x');
    writeFileSync(join(root, 'outside/secret'), 's');
    writeFileSync(join(workspace, 'module/.git'), 'gitdir: elsewhere\n');
    writeFileSync(join(workspace, 'src/linked.ts'), 'x');
    linkSync(join(workspace, 'src/linked.ts'), join(root, 'outside/other-name'));
    symlinkSync(join(root, 'outside'), join(workspace, 'out'));
    symlinkSync('src', join(workspace, 'alias'));
    symlinkSync('file.ts', join(workspace, 'src/link.ts'));
    symlinkSync('/nowhere', join(workspace, 'dangling'));
    symlinkSync('real-git', join(workspace, 'git-alias'));
    execFileSync('mkfifo', [join(workspace, 'pipe')]);
    const gitDirectories = [join(workspace, '.git'), join(workspace, 'real-git')];
    guard = createPathGuard({
      workspace,
      gitDirectories,
      stateDirectory: join(workspace, '.mao'),
      hookDirectories: [join(workspace, 'hooks')],
    });
  });
  after(() => rmSync(root, { recursive: true, force: true }));

  const kind = async (path: string) => (await guard.judge(path)).kind;

  it('refuses every malicious path and allows every benign one', async () => {
    for (const path of maliciousPaths) assert.equal(await kind(path), 'refused', JSON.stringify(path));
    for (const path of benignPaths) assert.equal(await kind(path), 'allowed', path);
  });

  const refusals: Record<string, string> = {
    'a linked file': 'src/link.ts',
    'a linked parent within': 'alias/file.ts',
    'a linked parent outside': 'out/secret',
    'a new file below a linked parent': 'out/new/deep.ts',
    'a dangling link': 'dangling',
    'a hard link': 'src/linked.ts',
    'a pipe': 'pipe',
    'a folder': 'src',
    'a file as parent': 'src/file.ts/x',
    'a resolved git directory': 'real-git/config',
    'a resolved git directory by another case': 'REAL-GIT/config',
    'the git directory itself': 'real-git',
    'a submodule': 'module/lib/new.ts',
    'a linked git directory': 'git-alias/hooks/x',
  };
  for (const [what, path] of Object.entries(refusals)) {
    it(`refuses ${what}`, async () => assert.equal(await kind(path), 'refused'));
  }

  it('asks for a tick where git looks for hooks', async () => {
    assert.equal(await kind('hooks/pre-commit'), 'needs-tick');
    assert.equal(await kind('hooks2/pre-commit'), 'allowed');
  });

  it('sees links that are made between two looks', async () => {
    assert.equal(await kind('src/later/file.ts'), 'allowed');
    symlinkSync(join(root, 'outside'), join(workspace, 'src/later'));
    assert.equal(await kind('src/later/file.ts'), 'refused');
    rmSync(join(workspace, 'src/later'));
    mkdirSync(join(workspace, 'src/later'));
    assert.equal(await kind('src/later/file.ts'), 'allowed');
    renameSync(join(workspace, 'src/later'), join(workspace, 'src/was-later'));
    symlinkSync('deep', join(workspace, 'src/later'));
    assert.equal(await kind('src/later/file.ts'), 'refused');
  });

  it('refuses when the workspace is not there, and works when it is itself reached over a link', async () => {
    const gone = createPathGuard({
      workspace: join(root, 'gone'),
      gitDirectories: [],
      stateDirectory: join(root, 'gone/.mao'),
    });
    assert.equal((await gone.judge('a.ts')).kind, 'refused');
    symlinkSync(workspace, join(root, 'to-work'));
    const over = createPathGuard({
      workspace: join(root, 'to-work'),
      gitDirectories: [],
      stateDirectory: join(root, 'to-work/.mao'),
    });
    assert.equal((await over.judge('src/file.ts')).kind, 'allowed');
    assert.equal((await over.judge('out/secret')).kind, 'refused');
  });

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
      { numRuns: 10_000 },
    );
    assert.ok(allowed > 500, `only ${allowed} paths were allowed, so that this shows little`);
  });
});
