import assert from 'node:assert/strict';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fingerprint, Lab } from './lab';

const author = { name: 'opus', email: 'opus@mao.invalid' };

describe('takeSnapshot', () => {
  let lab: Lab;
  beforeEach(() => {
    lab = new Lab();
  });
  afterEach(() => lab.remove());

  /** Takes a snapshot of the workspace, and checks that the user's `.git` is the same to the byte afterwards. */
  async function snapshot(workspace = lab.workspace) {
    const git = join(lab.workspace, '.git');
    const before = existsSync(git) ? fingerprint(git) : {};
    const store = lab.store('run-1', ['node_modules'], workspace);
    const taken = await store.takeSnapshot();
    assert.deepEqual(existsSync(git) ? fingerprint(git) : {}, before);
    return { ...taken, store, files: await store.listFiles(taken.commit) };
  }

  const init = (...args: string[]) => lab.userGit(['init', '-q', '-b', 'main', ...args]);
  const commitAll = () => {
    lab.userGit(['add', '-A']);
    lab.userGit(['commit', '-q', '-m', 'all', '--allow-empty']);
  };

  it('holds tracked, changed, staged and untracked files, ignored ones never', async () => {
    init();
    lab.write('.gitignore', '*.log\nbuild/\n');
    lab.write('kept.log', 'tracked though ignored\n');
    lab.write('same.txt', 'same\n');
    lab.write('dirty.txt', 'old\n');
    lab.write('gone.txt', 'x\n');
    lab.userGit(['add', '-f', 'kept.log']);
    commitAll();
    lab.write('dirty.txt', 'new\n');
    lab.write('staged.txt', 'staged\n');
    lab.userGit(['add', 'staged.txt']);
    lab.write('staged.txt', 'staged, then changed\n');
    lab.write('untracked/deep/file.txt', 'u\n');
    lab.write('debug.log', 'ignored\n');
    lab.write('build/out.js', 'ignored\n');
    lab.write('node_modules/x/index.js', 'linked\n');
    lab.write('.mao/runs/r/events.jsonl', '{}\n');
    unlinkSync(join(lab.workspace, 'gone.txt'));
    lab.write('.git/info/exclude', 'secret.txt\n');
    lab.write('secret.txt', 's\n');
    lab.write('../home/.config/git/ignore', '*.swp\n');
    lab.write('x.swp', 's\n');
    const { files, store, commit, notes } = await snapshot();
    assert.deepEqual(files, [
      '.gitignore',
      'dirty.txt',
      'kept.log',
      'same.txt',
      'staged.txt',
      'untracked/deep/file.txt',
    ]);
    assert.deepEqual(notes, []);
    assert.equal(Buffer.from((await store.readFile(commit, 'dirty.txt')) ?? []).toString(), 'new\n');
    assert.equal(Buffer.from((await store.readFile(commit, 'staged.txt')) ?? []).toString(), 'staged, then changed\n');
    assert.equal(await store.readFile(commit, 'gone.txt'), undefined);
  });

  it('honours core.excludesFile of the user', async () => {
    init();
    lab.write('../home/ignored-by-me', '*.mine\n');
    lab.userGit(['config', 'core.excludesFile', '~/ignored-by-me']);
    lab.write('a.mine', '');
    lab.write('a.txt', '');
    assert.deepEqual((await snapshot()).files, ['a.txt']);
  });

  it('works in a repository without a commit, on a detached head, and with an empty folder', async () => {
    assert.deepEqual((await snapshot()).files, []);
    init();
    assert.deepEqual((await snapshot()).files, []);
    lab.write('a.txt', 'a');
    assert.deepEqual((await snapshot()).files, ['a.txt']);
    commitAll();
    lab.userGit(['checkout', '-q', '--detach']);
    lab.write('b.txt', 'b');
    assert.deepEqual((await snapshot()).files, ['a.txt', 'b.txt']);
  });

  it('works without git, and sees what changed since the last time', async () => {
    lab.write('.gitignore', 'dist/\n');
    lab.write('dist/x.js', '');
    lab.write('src/a.ts', 'one');
    lab.write('src/b.ts', 'two');
    assert.deepEqual((await snapshot()).files, ['.gitignore', 'src/a.ts', 'src/b.ts']);
    lab.write('src/a.ts', 'ONE');
    lab.write('.gitignore', 'dist/\nsrc/b.ts\n');
    const { files, store, commit } = await snapshot();
    assert.deepEqual(files, ['.gitignore', 'src/a.ts']);
    assert.equal(Buffer.from((await store.readFile(commit, 'src/a.ts')) ?? []).toString(), 'ONE');
  });

  it('leaves out submodules and nested repositories, with or without a commit, and says so', async () => {
    const other = join(lab.root, 'other');
    mkdirSync(other);
    lab.userGit(['init', '-q'], other);
    lab.write('x.txt', 'x', other);
    lab.userGit(['add', '-A'], other);
    lab.userGit(['commit', '-q', '-m', 'x'], other);
    init();
    lab.userGit(['submodule', '--quiet', 'add', other, 'module']);
    lab.write('a.txt', 'a');
    commitAll();
    lab.write('module/dirty.txt', 'd');
    lab.userGit(['clone', '-q', other, 'nested']);
    mkdirSync(join(lab.workspace, 'fresh'));
    lab.userGit(['init', '-q'], join(lab.workspace, 'fresh'));
    lab.write('fresh/new.txt', 'n');
    const { files, notes } = await snapshot();
    assert.deepEqual(files, ['.gitmodules', 'a.txt']);
    assert.equal(notes.length, 3);
    for (const name of ['module', 'nested', 'fresh']) {
      assert.ok(
        notes.some((note) => note.startsWith(`${name} is a repository`)),
        name,
      );
    }
  });

  it('takes only the workspace when that is a folder within a repository', async () => {
    init();
    lab.write('.gitignore', '*.tmp\n/packages/a/out\n');
    lab.write('packages/a/index.ts', 'a');
    lab.write('packages/a/out/x.js', 'x');
    lab.write('packages/a/x.tmp', 'x');
    lab.write('packages/b/index.ts', 'b');
    commitAll();
    lab.write('packages/a/new.ts', 'n');
    lab.write('packages/a/.mao/x', 'n');
    const inner = join(lab.workspace, 'packages/a');
    const { files, store, commit } = await snapshot(inner);
    assert.deepEqual(files, ['index.ts', 'new.ts']);
    const worktree = await store.addWorktree('one', commit);
    lab.write('out/made.js', 'ignored there too', worktree.path);
    lab.write('y.tmp', 'ignored there too', worktree.path);
    lab.write('z.ts', 'z', worktree.path);
    assert.deepEqual(await store.listFiles(await store.commitWorktree(worktree, author, 'm')), [
      'index.ts',
      'new.ts',
      'z.ts',
    ]);
  });

  it('takes a workspace that its surrounding repository ignores as a folder without git', async () => {
    init();
    lab.write('.gitignore', '*\n');
    lab.write('project/a.txt', 'a');
    assert.deepEqual((await snapshot(join(lab.workspace, 'project'))).files, ['a.txt']);
  });

  const raw: Record<string, Uint8Array> = {
    'crlf.txt': Buffer.from('a\r\nb\r\n'),
    'lf.txt': Buffer.from('a\nb\n'),
    'mixed.txt': Buffer.from('a\r\nb\n'),
    'bom.txt': Buffer.from('\uFEFFa\r\n'),
    'utf16.txt': Buffer.from('\uFEFFhello\r\n', 'utf16le'),
    'ident.txt': Buffer.from('$Id$\n'),
    'filtered.bin': Buffer.from('secret content\n'),
    'binary.dat': Buffer.from([0, 1, 13, 10, 255, 254]),
  };

  /** All raw files must be in the snapshot, and in a worktree, as they are on disk. */
  async function assertRaw(): Promise<void> {
    const { store, commit } = await snapshot();
    const worktree = await store.addWorktree('raw', commit);
    for (const path of Object.keys(raw)) {
      const onDisk = readFileSync(join(lab.workspace, path));
      assert.deepEqual(Buffer.from((await store.readFile(commit, path)) ?? []), onDisk, path);
      assert.deepEqual(readFileSync(join(worktree.path, path)), onDisk, `${path} in the worktree`);
    }
    assert.equal(await store.commitWorktree(worktree, author, 'nothing'), commit);
    await store.removeWorktree(worktree);
  }

  for (const autocrlf of ['true', 'input', 'false']) {
    it(`keeps every byte with core.autocrlf=${autocrlf}`, async () => {
      init();
      lab.userGit(['config', 'core.autocrlf', autocrlf]);
      for (const [path, bytes] of Object.entries(raw)) lab.write(path, bytes);
      lab.userGit(['-c', 'core.safecrlf=false', 'add', '-A']);
      lab.userGit(['commit', '-q', '-m', 'all']);
      await assertRaw();
      for (const path of Object.keys(raw)) unlinkSync(join(lab.workspace, path));
      lab.userGit(['checkout', '--', '.']);
      await assertRaw();
    });
  }

  it('keeps every byte with .gitattributes, and runs no filter', async () => {
    init();
    const marker = join(lab.root, 'filter-ran');
    lab.userGit(['config', 'filter.crypt.clean', `sh -c 'touch ${marker}; tr a-z n-za-m'`]);
    lab.userGit(['config', 'filter.crypt.smudge', `sh -c 'touch ${marker}; tr a-z n-za-m'`]);
    lab.userGit(['config', 'filter.crypt.required', 'true']);
    const lines = [
      '* text=auto',
      'lf.txt eol=crlf',
      'ident.txt ident',
      'filtered.bin filter=crypt',
      'utf16.txt working-tree-encoding=UTF-16LE-BOM eol=crlf',
    ];
    lab.write('.gitattributes', lines.join('\n') + '\n');
    for (const [path, bytes] of Object.entries(raw)) lab.write(path, bytes);
    commitAll();
    for (const path of Object.keys(raw)) unlinkSync(join(lab.workspace, path));
    lab.userGit(['checkout', '--', '.']);
    assert.ok(readFileSync(join(lab.workspace, 'ident.txt'), 'utf8').startsWith('$Id: '), 'git expands');
    assert.ok(existsSync(marker), 'the filter works for the user');
    unlinkSync(marker);
    await assertRaw();
    assert.ok(!existsSync(marker), 'no filter ran');
  });

  it('sees a .gitattributes file that is not tracked yet', async () => {
    init();
    lab.write('.gitattributes', '* text eol=crlf\n');
    for (const [path, bytes] of Object.entries(raw)) lab.write(path, bytes);
    lab.userGit(['-c', 'core.safecrlf=false', 'add', '*.txt', '*.dat', '*.bin']);
    await assertRaw();
  });

  it('runs no hook and no fsmonitor', async () => {
    init();
    const marker = join(lab.root, 'ran');
    for (const hook of ['post-checkout', 'pre-commit', 'post-index-change', 'reference-transaction']) {
      lab.write(`.git/hooks/${hook}`, `#!/bin/sh\ntouch ${marker}\n`);
      chmodSync(join(lab.workspace, '.git/hooks', hook), 0o755);
    }
    lab.write('../monitor', `#!/bin/sh\ntouch ${marker}\n`);
    chmodSync(join(lab.root, 'monitor'), 0o755);
    lab.userGit(['config', 'core.fsmonitor', join(lab.root, 'monitor')]);
    lab.write('a.txt', 'a');
    const { store, commit } = await snapshot();
    const worktree = await store.addWorktree('one', commit);
    lab.write('b.txt', 'b', worktree.path);
    await store.commitWorktree(worktree, author, 'm');
    assert.ok(!existsSync(marker));
  });

  it('keeps odd names, links, modes, big and binary files', async () => {
    init();
    const names = [
      'with space.txt',
      'new\nline.txt',
      'tab\t.txt',
      'žluťoučký-文件-😀.md',
      '-dash',
      ':colon',
      '"quote"',
      '#hash',
      'é.txt',
      'back\\slash',
    ];
    for (const name of names) lab.write(name, name);
    const big = Buffer.alloc(5_000_000, 'abcdefg\0');
    lab.write('big.bin', big);
    lab.write('run.sh', '#!/bin/sh\n');
    chmodSync(join(lab.workspace, 'run.sh'), 0o755);
    symlinkSync('run.sh', join(lab.workspace, 'link'));
    symlinkSync('/nowhere', join(lab.workspace, 'dangling'));
    const { files, store, commit } = await snapshot();
    assert.deepEqual(files, [...names, 'big.bin', 'run.sh', 'link', 'dangling'].sort());
    const worktree = await store.addWorktree('one', commit);
    const there = fingerprint(worktree.path);
    const { '.git': pointer, ...content } = there;
    assert.ok(pointer);
    const own = Object.entries(fingerprint(lab.workspace)).filter(([path]) => !path.startsWith('.git/'));
    assert.deepEqual(content, Object.fromEntries(own));
    assert.deepEqual(Buffer.from((await store.readFile(commit, 'big.bin')) ?? []), big);
    assert.deepEqual(Buffer.from((await store.readFile(commit, 'new\nline.txt')) ?? []).toString(), 'new\nline.txt');
  });

  it('reads files that git was told not to look at', async () => {
    init();
    lab.write('assumed.txt', 'old');
    lab.write('skipped.txt', 'old');
    commitAll();
    lab.userGit(['update-index', '--assume-unchanged', 'assumed.txt']);
    lab.userGit(['update-index', '--skip-worktree', 'skipped.txt']);
    lab.write('assumed.txt', 'new!');
    lab.write('skipped.txt', 'new!');
    const { store, commit } = await snapshot();
    for (const path of ['assumed.txt', 'skipped.txt']) {
      assert.equal(Buffer.from((await store.readFile(commit, path)) ?? []).toString(), 'new!');
    }
  });

  it('works with a split index, a sparse checkout, a linked worktree and a sha256 repository', async () => {
    init();
    lab.write('a/1.txt', '1');
    lab.write('b/2.txt', '2');
    commitAll();
    lab.userGit(['update-index', '--split-index']);
    assert.deepEqual((await snapshot()).files, ['a/1.txt', 'b/2.txt']);
    lab.userGit(['update-index', '--no-split-index']);
    const linked = join(lab.root, 'linked');
    lab.userGit(['worktree', 'add', '-q', linked]);
    lab.write('c.txt', 'c', linked);
    assert.deepEqual((await snapshot(linked)).files, ['a/1.txt', 'b/2.txt', 'c.txt']);
    lab.userGit(['sparse-checkout', 'set', '--cone', '--sparse-index', 'a']);
    assert.deepEqual((await snapshot()).files, ['a/1.txt']);
    rmSync(join(lab.workspace, '.git'), { recursive: true });
    init('--object-format=sha256');
    commitAll();
    const { files, commit, store } = await snapshot();
    assert.deepEqual(files, ['a/1.txt']);
    assert.equal(commit.length, 64);
    const worktree = await store.addWorktree('one', commit);
    lab.write('b.txt', 'b', worktree.path);
    assert.deepEqual(await store.listFiles(await store.commitWorktree(worktree, author, 'm')), ['a/1.txt', 'b.txt']);
  });

  it('works in shallow and partial clones', async () => {
    const origin = join(lab.root, 'origin');
    mkdirSync(origin);
    lab.userGit(['init', '-q', '-b', 'main'], origin);
    lab.userGit(['config', 'uploadpack.allowFilter', 'true'], origin);
    for (const text of ['1', '2', '3']) {
      lab.write('a.txt', text, origin);
      lab.userGit(['add', '-A'], origin);
      lab.userGit(['commit', '-q', '-m', text], origin);
    }
    rmSync(lab.workspace, { recursive: true });
    lab.userGit(['clone', '-q', '--depth=1', `file://${origin}`, lab.workspace], lab.root);
    lab.write('b.txt', 'b');
    assert.deepEqual((await snapshot()).files, ['a.txt', 'b.txt']);
    rmSync(lab.workspace, { recursive: true });
    lab.userGit(['clone', '-q', '--filter=blob:none', '--sparse', `file://${origin}`, lab.workspace], lab.root);
    lab.write('b.txt', 'b');
    assert.deepEqual((await snapshot()).files, ['a.txt', 'b.txt']);
  });

  it('takes what is on disk in the middle of a merge', async () => {
    init();
    lab.write('a.txt', 'base\n');
    commitAll();
    lab.userGit(['checkout', '-q', '-b', 'other']);
    lab.write('a.txt', 'other\n');
    commitAll();
    lab.userGit(['checkout', '-q', 'main']);
    lab.write('a.txt', 'main\n');
    commitAll();
    assert.throws(() => lab.userGit(['merge', 'other']));
    const { store, commit } = await snapshot();
    assert.deepEqual(
      Buffer.from((await store.readFile(commit, 'a.txt')) ?? []),
      readFileSync(join(lab.workspace, 'a.txt')),
    );
  });

  it('goes on without git, and says so, when the repository is broken', async () => {
    writeFileSync(join(lab.workspace, '.git'), 'gitdir: /nowhere/at/all\n');
    lab.write('a.txt', 'a');
    const taken = await lab.store().takeSnapshot();
    assert.match(taken.notes.join(), /could not be read/);
    assert.deepEqual(await lab.store().listFiles(taken.commit), ['a.txt']);
  });

  it('goes on without git, and says what to do, in a repository of somebody else', async function () {
    if (process.getuid?.() !== 0) this.skip(); // only root can give a folder away
    init();
    lab.write('a.txt', 'a');
    commitAll();
    for (const path of ['.', '.git']) chownSync(join(lab.workspace, path), 12345, 12345);
    const { files, notes } = await snapshot();
    assert.deepEqual(files, ['a.txt']);
    assert.match(notes.join(), new RegExp(`config --global --add safe\\.directory ${lab.workspace}$`));
  });

  it('goes on without git, and says so, in a folder with a line break in its path', async () => {
    const workspace = join(lab.root, 'two\nlines');
    mkdirSync(workspace);
    lab.userGit(['init', '-q'], workspace);
    lab.write('a.txt', 'a', workspace);
    const { files, notes } = await snapshot(workspace);
    assert.deepEqual(files, ['a.txt']);
    assert.match(notes.join(), /line break/);
  });

  it('excludes .mao also when it is tracked or un-ignored', async () => {
    init();
    lab.write('.gitignore', '!.mao/\n!.mao/**\n');
    lab.write('.mao/x', 'x');
    lab.write('a.txt', 'a');
    assert.deepEqual((await snapshot()).files, ['.gitignore', 'a.txt']);
    lab.userGit(['add', '-f', '-A']);
    assert.deepEqual((await snapshot()).files, ['.gitignore', 'a.txt']);
  });

  it('reads files again when the borrowed objects are gone', async () => {
    lab.write('.gitattributes', '* text=auto\n');
    lab.write('a.txt', 'a\n');
    init();
    commitAll();
    await snapshot();
    rmSync(join(lab.workspace, '.git'), { recursive: true });
    init();
    assert.deepEqual((await snapshot()).files, ['.gitattributes', 'a.txt']);
  });
});
