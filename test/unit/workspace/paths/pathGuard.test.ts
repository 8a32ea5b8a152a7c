import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PathGuard } from '../../../../src/core/ports/pathGuard';
import { createPathGuard } from '../../../../src/workspace/paths/pathGuard';
import { benignPaths } from './benignPaths';
import { maliciousPaths } from './maliciousPaths';
import { trappedWorkspace } from './trappedWorkspace';

describe('createPathGuard', () => {
  let root: string;
  let workspace: string;
  let guard: PathGuard;

  before(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), 'mao-guard-')));
    workspace = join(root, 'work');
    guard = trappedWorkspace(root);
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
});
