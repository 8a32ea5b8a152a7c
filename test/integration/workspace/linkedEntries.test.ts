import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, readFileSync, realpathSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expandLinks } from '../../../src/workspace/snapshot/linkedEntries';
import type { GitSnapshotStore } from '../../../src/workspace/snapshot/snapshotStore';
import { Lab } from './lab';

const opus = { name: 'opus', email: 'opus@mao.invalid' };

/** What a program in a folder sees of `lib` and of `dep`. */
function seenIn(folder: string): string {
  const code = "console.log(require('@acme/lib') + ' ' + require('dep'))";
  return execFileSync(process.execPath, ['-e', code], { cwd: folder, encoding: 'utf8' }).trim();
}

describe('packages of a monorepo in worktrees', () => {
  let lab: Lab;
  let store: GitSnapshotStore;

  const link = (target: string, path: string) => {
    const at = join(lab.workspace, path);
    mkdirSync(join(at, '..'), { recursive: true });
    symlinkSync(target, at);
  };
  const begin = async () => {
    store = lab.store('run-1', ['node_modules', '.venv']);
    const { commit } = await store.takeSnapshot();
    return store.addWorktree('one', commit);
  };

  beforeEach(() => {
    lab = new Lab();
    lab.write('package.json', '{ "private": true, "workspaces": ["packages/*"] }');
    lab.write('packages/lib/package.json', '{ "name": "@acme/lib" }');
    lab.write('packages/lib/index.js', "module.exports = 'old';\n");
    lab.write('packages/app/package.json', '{ "name": "app" }');
  });
  afterEach(() => lab.remove());

  it('are those of the worktree, as npm links them', async () => {
    lab.write('node_modules/dep/index.js', "module.exports = 'dep';\n");
    lab.write('node_modules/.package-lock.json', '{}');
    lab.write('node_modules/@acme/other/index.js', '');
    link('../../packages/lib', 'node_modules/@acme/lib');
    link('../packages/app', 'node_modules/app');
    link('..', 'node_modules/whole');
    const worktree = await begin();
    assert.equal(seenIn(join(worktree.path, 'packages/app')), 'old dep');
    lab.write('packages/lib/index.js', "module.exports = 'new';\n", worktree.path);
    assert.equal(seenIn(join(worktree.path, 'packages/app')), 'new dep');
    assert.equal(seenIn(join(lab.workspace, 'packages/app')), 'old dep');
    assert.equal(
      realpathSync(join(worktree.path, 'node_modules/app')),
      realpathSync(join(worktree.path, 'packages/app')),
    );
    assert.equal(realpathSync(join(worktree.path, 'node_modules/whole')), realpathSync(worktree.path));
    assert.ok(existsSync(join(worktree.path, 'node_modules/@acme/other/index.js')));

    const commit = await store.commitWorktree(worktree, opus, 'm');
    const changed = (await store.diff(worktree.base, commit)).map(({ path }) => path);
    assert.deepEqual(changed, ['packages/lib/index.js'], 'no link is committed');
    await store.resetWorktree(worktree, worktree.base);
    assert.equal(seenIn(join(worktree.path, 'packages/app')), 'old dep');
    await store.prune();
    assert.equal(readFileSync(join(lab.workspace, 'node_modules/dep/index.js'), 'utf8'), "module.exports = 'dep';\n");
    assert.ok(existsSync(join(lab.workspace, 'packages/lib/index.js')), 'links are not followed');
  });

  it('are those of the worktree, as pnpm links them', async () => {
    lab.write('node_modules/.pnpm/dep@1.0.0/node_modules/dep/index.js', "module.exports = 'dep';\n");
    link('../../../node_modules/.pnpm/dep@1.0.0/node_modules/dep', 'packages/app/node_modules/dep');
    link('../../../lib', 'packages/app/node_modules/@acme/lib');
    const worktree = await begin();
    lab.write('packages/lib/index.js', "module.exports = 'new';\n", worktree.path);
    assert.equal(seenIn(join(worktree.path, 'packages/app')), 'new dep');
    const commit = await store.commitWorktree(worktree, opus, 'm');
    const changed = (await store.diff(worktree.base, commit)).map(({ path }) => path);
    assert.deepEqual(changed, ['packages/lib/index.js']);
    assert.deepEqual(
      (await store.listFiles(worktree.base)).filter((path) => path.includes('node_modules')),
      [],
      'nor is what is linked in the snapshot',
    );
  });

  it('a package that the snapshot leaves out is the one of the workspace', async () => {
    lab.write('.gitignore', 'generated/\n');
    lab.write('generated/lib/index.js', "module.exports = 'generated';\n");
    lab.write('node_modules/dep/index.js', "module.exports = 'dep';\n");
    link('../../generated/lib', 'node_modules/@acme/lib');
    const worktree = await begin();
    assert.equal(seenIn(worktree.path), 'generated dep');
  });

  it('one link is enough where no package of the workspace is linked', async () => {
    lab.write('node_modules/dep/index.js', '');
    lab.write('.venv/lib/python/x.py', '');
    link('lib', '.venv/lib64');
    link('nowhere', 'node_modules/gone');
    const worktree = await begin();
    for (const entry of ['node_modules', '.venv']) assert.ok(lstatSync(join(worktree.path, entry)).isSymbolicLink());
  });

  it('what of it git tracks is the one of the snapshot', async () => {
    lab.userGit(['init', '-q'], lab.workspace);
    lab.write('packages/app/node_modules/kept/index.js', 'kept');
    lab.userGit(['add', '-A'], lab.workspace);
    lab.userGit(['commit', '-qm', 'all'], lab.workspace);
    const worktree = await begin();
    assert.ok(!lstatSync(join(worktree.path, 'packages/app/node_modules')).isSymbolicLink());
    assert.equal(readFileSync(join(worktree.path, 'packages/app/node_modules/kept/index.js'), 'utf8'), 'kept');
  });

  it('are looked for two levels down, not in hidden folders, and only where they are', async () => {
    for (const folder of ['server', 'apps/web', 'apps/web/deep', '.hidden', 'node_modules/x']) {
      lab.write(`${folder}/node_modules/dep/index.js`, '');
    }
    lab.write('server/.venv/pyvenv.cfg', '');
    assert.deepEqual([...(await expandLinks(lab.workspace, ['node_modules', '.venv', 'tools/cache']))].sort(), [
      '.venv',
      'apps/web/node_modules',
      'node_modules',
      'server/.venv',
      'server/node_modules',
      'tools/cache',
    ]);
    assert.deepEqual(await expandLinks(lab.workspace, ['tools/cache']), ['tools/cache']);
    assert.deepEqual(await expandLinks(join(lab.workspace, 'nowhere'), ['x']), ['x']);
  });
});
