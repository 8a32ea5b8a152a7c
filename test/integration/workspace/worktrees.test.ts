import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { GitSnapshotStore } from '../../../src/workspace/snapshot/snapshotStore';
import { fingerprint, Lab } from './lab';

const opus = { name: 'opus', email: 'opus@mao.invalid' };

describe('worktrees', () => {
  let lab: Lab;
  let store: GitSnapshotStore;
  let base: string;

  beforeEach(async () => {
    lab = new Lab();
    lab.write('src/a.ts', 'export const a = 1;\n');
    lab.write('src/b.ts', 'export const b = 1;\n');
    lab.write('.gitignore', 'dist/\n');
    lab.write('node_modules/x/index.js', 'x');
    store = lab.store('run-1', ['node_modules', '.venv', '../outside']);
    base = (await store.takeSnapshot()).commit;
  });
  afterEach(() => lab.remove());

  const files = async (commit: string) => store.listFiles(commit);
  const git = (args: readonly string[], cwd: string) => lab.userGit(args, cwd);

  it('are whole checkouts with linked entries, and commit what changed with the model as author', async () => {
    const worktree = await store.addWorktree('2-schemas', base);
    assert.equal(worktree.base, base);
    assert.ok(lstatSync(join(worktree.path, 'node_modules')).isSymbolicLink());
    assert.equal(readFileSync(join(worktree.path, 'node_modules/x/index.js'), 'utf8'), 'x');
    assert.equal(git(['status', '--porcelain'], worktree.path), '', 'a model that looks sees nothing changed');
    assert.equal(await store.commitWorktree(worktree, opus, 'nothing'), base);
    lab.write('src/new.ts', 'new\n', worktree.path);
    lab.write('dist/ignored.js', 'x', worktree.path);
    lab.write('.mao/x', 'x', worktree.path);
    unlinkSync(join(worktree.path, 'src/b.ts'));
    const commit = await store.commitWorktree(worktree, opus, 'Schemas\n\nbody');
    assert.deepEqual(await files(commit), ['.gitignore', 'src/a.ts', 'src/new.ts']);
    assert.equal(
      git(['log', '-1', '--format=%an <%ae>|%P|%s', commit], worktree.path).trim(),
      `opus <opus@mao.invalid>|${base}|Schemas`,
    );
    assert.equal(await store.getRef('2-schemas'), commit);
    assert.equal(await lab.store().getRef('2-schemas'), commit);
    assert.equal(await store.getRef('other'), undefined);
    assert.deepEqual(readdirSync(join(lab.workspace, 'node_modules')), ['x']);
  });

  it('never commit linked entries, even when .gitignore asks for it, but do hold tracked ones', async () => {
    const worktree = await store.addWorktree('one', base);
    lab.write('.gitignore', '!node_modules\n!.venv\n', worktree.path);
    assert.ok(lstatSync(join(worktree.path, 'node_modules')).isSymbolicLink());
    const commit = await store.commitWorktree(worktree, opus, 'm');
    assert.deepEqual(await files(commit), ['.gitignore', 'src/a.ts', 'src/b.ts']);
    git(['init', '-q'], lab.workspace);
    git(['add', '-f', 'node_modules'], lab.workspace);
    const tracked = await store.addWorktree('two', (await store.takeSnapshot()).commit);
    lab.write('node_modules/x/index.js', 'changed', tracked.path);
    const changed = await store.commitWorktree(tracked, opus, 'm');
    assert.equal(Buffer.from((await store.readFile(changed, 'node_modules/x/index.js')) ?? []).toString(), 'changed');
    assert.equal(readFileSync(join(lab.workspace, 'node_modules/x/index.js'), 'utf8'), 'x');
  });

  it('keep out what tools leave behind where no .gitignore does, but what the snapshot holds and what is source', async () => {
    unlinkSync(join(lab.workspace, '.gitignore'));
    lab.write('lib/__pycache__/old.pyc', 'old');
    base = (await store.takeSnapshot()).commit;
    const worktree = await store.addWorktree('one', base);
    const left = [
      ...['lib/__pycache__/new.pyc', '.pytest_cache/v/x', 'node_modules/y/index.js', 'sub/node_modules/z/index.js'],
      ...[
        'target/debug/app',
        'target/CACHEDIR.TAG',
        'target/.rustc_info.json',
        'core/target/classes/X.class',
        'X.class',
      ],
    ];
    const source = ['lib/__pycache__/old.pyc', 'src/target/index.ts', 'lib/new.py', 'debug/x.ts', 'Cargo.lock'];
    rmSync(join(worktree.path, 'node_modules'));
    for (const path of [...left, ...source]) lab.write(path, 'new', worktree.path);
    const commit = await store.commitWorktree(worktree, opus, 'm');
    assert.deepEqual((await store.diff(base, commit)).map(({ path }) => path).sort(), [...source].sort());
  });

  it('never stand over existing data', async () => {
    await store.addWorktree('one', base);
    await assert.rejects(store.addWorktree('one', base), /already/);
    for (const name of ['../x', 'a/../b', '', '/x', 'a//b', 'x.lock', '-/..', 'a b']) {
      await assert.rejects(store.addWorktree(name, base), name);
    }
    await assert.rejects(store.addWorktree('two', 'f'.repeat(40)), /check out a worktree/);
    assert.equal(await store.openWorktree('two'), undefined);
  });

  it('are found again by a later process, and reset to a commit', async () => {
    const first = await store.addWorktree('ws/2/schemas', base);
    const later = lab.store('run-1', ['node_modules']);
    const found = await later.openWorktree('ws/2/schemas');
    assert.deepEqual(found, first);
    assert.ok(found);
    const untouched = fingerprint(found.path);
    lab.write('junk/deep/file.txt', 'junk', found.path);
    lab.write('dist/x.js', 'ignored junk', found.path);
    lab.write('src/a.ts', 'changed', found.path);
    lab.write('src/.git', 'nonsense', found.path);
    rmSync(join(found.path, 'node_modules'));
    git(['commit', '-q', '--allow-empty', '-m', 'own'], found.path);
    await later.resetWorktree(found, base);
    assert.deepEqual(Object.keys(fingerprint(found.path)), Object.keys(untouched));
    assert.equal(git(['status', '--porcelain'], found.path), '');
    assert.equal(git(['rev-parse', 'HEAD'], found.path).trim(), base);
    assert.equal(await later.commitWorktree(found, opus, 'm'), base);
  });

  it('commit what a model did with git of its own: commits, branches, stages, a broken index, no .git at all', async () => {
    const worktree = await store.addWorktree('one', base);
    lab.write('src/own.ts', 'own', worktree.path);
    git(['checkout', '-q', '-b', 'mine'], worktree.path);
    git(['add', '-A'], worktree.path);
    git(['commit', '-q', '-m', 'own commit'], worktree.path);
    lab.write('dist/forced.js', 'x', worktree.path);
    git(['add', '-f', 'dist/forced.js'], worktree.path);
    const first = await store.commitWorktree(worktree, opus, 'm');
    assert.deepEqual(await files(first), ['.gitignore', 'src/a.ts', 'src/b.ts', 'src/own.ts']);
    assert.equal(git(['rev-parse', `${first}^`], worktree.path).trim(), base);
    rmSync(join(worktree.path, '.git'));
    lab.write('src/more.ts', 'more', worktree.path);
    const second = await store.commitWorktree(worktree, opus, 'm');
    assert.deepEqual(await files(second), ['.gitignore', 'src/a.ts', 'src/b.ts', 'src/more.ts', 'src/own.ts']);
    git(['init', '-q'], worktree.path);
    const third = await store.commitWorktree(worktree, opus, 'm');
    assert.deepEqual(await files(third), await files(second));
  });

  it('take the files of nested repositories, not links to them', async () => {
    const worktree = await store.addWorktree('one', base);
    const inner = join(worktree.path, 'pkg');
    lab.write('pkg/.gitignore', 'out/\n', worktree.path);
    lab.write('pkg/x.ts', 'x', worktree.path);
    lab.write('pkg/out/x.js', 'x', worktree.path);
    git(['init', '-q'], inner);
    git(['add', '-A'], inner);
    git(['commit', '-q', '-m', 'x'], inner);
    lab.write('pkg/deep/er/y.ts', 'y', worktree.path);
    git(['init', '-q'], join(inner, 'deep'));
    git(['init', '-q'], join(worktree.path, 'src'));
    lab.write('src/fresh.ts', 'f', worktree.path);
    mkdirSync(join(worktree.path, 'empty'));
    git(['init', '-q'], join(worktree.path, 'empty'));
    const commit = await store.commitWorktree(worktree, opus, 'm');
    assert.deepEqual(await files(commit), [
      '.gitignore',
      'pkg/.gitignore',
      'pkg/deep/er/y.ts',
      'pkg/x.ts',
      'src/a.ts',
      'src/b.ts',
      'src/fresh.ts',
    ]);
    unlinkSync(join(inner, 'x.ts'));
    const again = await store.commitWorktree(worktree, opus, 'm');
    assert.ok(!(await files(again)).includes('pkg/x.ts'));
  });

  it('commit in spite of pipes, sockets, dangling links, and files turned into folders', async () => {
    const worktree = await store.addWorktree('one', base);
    execFileSync('mkfifo', [join(worktree.path, 'pipe')]);
    rmSync(join(worktree.path, 'src/a.ts'));
    execFileSync('mkfifo', [join(worktree.path, 'src/a.ts')]);
    rmSync(join(worktree.path, 'src/b.ts'));
    lab.write('src/b.ts/now/a/folder.ts', 'x', worktree.path);
    symlinkSync('/nowhere', join(worktree.path, 'dangling'));
    symlinkSync('.', join(worktree.path, 'loop'));
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(join(worktree.path, 'socket'), resolve));
    const commit = await store.commitWorktree(worktree, opus, 'm');
    await new Promise((resolve) => server.close(resolve));
    assert.deepEqual(await files(commit), ['.gitignore', 'dangling', 'loop', 'src/b.ts/now/a/folder.ts']);
  });

  it('are not fooled by settings, attributes or hooks that a model leaves in the repository', async () => {
    const worktree = await store.addWorktree('one', base);
    const marker = join(lab.root, 'ran');
    const common = git(['rev-parse', '--path-format=absolute', '--git-common-dir'], worktree.path).trim();
    git(['config', 'filter.evil.clean', `sh -c 'touch ${marker}; cat'`], worktree.path);
    git(['config', 'merge.evil.driver', `touch ${marker}`], worktree.path);
    git(['config', 'core.fsmonitor', `touch ${marker}`], worktree.path);
    mkdirSync(join(common, 'hooks'), { recursive: true });
    writeFileSync(join(common, 'hooks/reference-transaction'), `#!/bin/sh\ntouch ${marker}\n`, { mode: 0o755 });
    writeFileSync(join(common, 'info/attributes'), '* filter=evil merge=evil\n');
    lab.write('.gitattributes', '* filter=evil merge=evil\n', worktree.path);
    lab.write('src/a.ts', 'changed\n', worktree.path);
    const commit = await store.commitWorktree(worktree, opus, 'm');
    const other = await store.addWorktree('two', base);
    lab.write('src/a.ts', 'otherwise\n', other.path);
    await store.merge(commit, await store.commitWorktree(other, opus, 'm'), opus, 'm');
    assert.ok(!existsSync(marker));
  });

  it('commit five at once, and take snapshots meanwhile', async () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const worktrees = await Promise.all(names.map((name) => store.addWorktree(name, base)));
    for (const worktree of worktrees) {
      for (let i = 0; i < 50; i++) lab.write(`made/${worktree.name}-${i}.ts`, `${i}`, worktree.path);
    }
    const [commits] = await Promise.all([
      Promise.all(worktrees.map((worktree) => store.commitWorktree(worktree, opus, worktree.name))),
      lab.store('run-2').takeSnapshot(),
      lab.store('run-3').takeSnapshot(),
    ]);
    for (const [at, commit] of commits.entries()) {
      const made = (await files(commit)).filter((path) => path.startsWith('made/'));
      assert.equal(made.length, 50);
      assert.ok(made.every((path) => path.startsWith(`made/${names[at] ?? ''}-`)));
      assert.equal(await store.getRef(names[at] ?? ''), commit);
    }
  });

  it('are removed one by one and all together; commits stay until the run is deleted', async () => {
    const one = await store.addWorktree('one', base);
    const two = await store.addWorktree('two', base);
    lab.write('x.ts', 'x', one.path);
    mkdirSync(join(one.path, 'locked'));
    lab.write('locked/file', 'x', one.path);
    chmodSync(join(one.path, 'locked'), 0o555);
    const commit = await store.commitWorktree(one, opus, 'm');
    await store.setRef('snapshot', base);
    await store.removeWorktree(one);
    assert.ok(!existsSync(one.path) && existsSync(two.path));
    await assert.rejects(store.removeWorktree({ ...two, path: lab.workspace }), /no worktree/);
    await store.prune();
    assert.ok(!existsSync(two.path));
    assert.ok(existsSync(join(lab.workspace, 'node_modules/x/index.js')), 'links are not followed');
    assert.deepEqual(await files(commit), ['.gitignore', 'locked/file', 'src/a.ts', 'src/b.ts', 'x.ts']);
    await store.addWorktree('one', commit);
    const other = lab.store('run-2');
    await other.setRef('snapshot', base);
    await store.deleteRun();
    assert.equal(await store.getRef('one'), undefined);
    assert.equal(await store.getRef('snapshot'), undefined);
    assert.equal(await other.getRef('snapshot'), base);
    assert.ok(!existsSync(one.path));
  });

  it('leave out what can not be read', function () {
    if (process.getuid?.() === 0 && spawnSync('setpriv', ['--version']).status !== 0) this.skip();
    lab.write('secret.txt', 's');
    chmodSync(join(lab.workspace, 'secret.txt'), 0);
    chmodSync(lab.root, 0o755);
    const script = `
      import { createGit } from ${JSON.stringify(join(process.cwd(), 'src/workspace/git/git.ts'))};
      import { createSnapshotStore } from ${JSON.stringify(join(process.cwd(), 'src/workspace/snapshot/snapshotStore.ts'))};
      const environment = { PATH: process.env.PATH, HOME: ${JSON.stringify(lab.home)} };
      const git = createGit({ path: '/usr/bin/git', environment, assertMayExecute: () => undefined });
      const store = createSnapshotStore({ git, workspace: ${JSON.stringify(lab.workspace)}, dataDirectory: ${JSON.stringify(join(lab.root, 'open/data'))}, runId: 'r', link: [], environment });
      const taken = await store.takeSnapshot();
      console.log(JSON.stringify({ notes: taken.notes, files: await store.listFiles(taken.commit) }));
    `;
    mkdirSync(join(lab.root, 'open'));
    chmodSync(join(lab.root, 'open'), 0o777);
    lab.write('open/script.mts', script, lab.root);
    const asNobody = process.getuid?.() === 0 ? ['setpriv', '--reuid=65534', '--clear-groups'] : ['env'];
    const [command = '', ...before] = asNobody;
    const args = [
      ...before,
      process.execPath,
      '--import',
      join(process.cwd(), 'node_modules/tsx/dist/loader.mjs'),
      join(lab.root, 'open/script.mts'),
    ];
    const ran = spawnSync(command, args, {
      encoding: 'utf8',
      cwd: join(lab.root, 'open'),
      env: { PATH: process.env['PATH'], HOME: lab.home, TMPDIR: join(lab.root, 'open') },
    });
    if (/EACCES.*node_modules|Cannot find/.test(ran.stderr)) this.skip();
    const answer: unknown = JSON.parse(ran.stdout || JSON.stringify(ran.stderr));
    assert.deepEqual(answer, {
      notes: ['secret.txt could not be read and was left out.'],
      files: ['.gitignore', 'node_modules/x/index.js', 'src/a.ts', 'src/b.ts'],
    });
  });
});
