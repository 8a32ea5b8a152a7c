import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { MergeResult, Resolution } from '../../../src/core/ports/snapshotStore';
import type { GitSnapshotStore } from '../../../src/workspace/snapshot/snapshotStore';
import { Lab } from './lab';

const opus = { name: 'opus', email: 'opus@mao.invalid' };
const codex = { name: 'gpt-codex', email: 'gpt-codex@mao.invalid' };
const lines = (...changed: string[]) =>
  Array.from({ length: 20 }, (_, i) => `${changed[i] ?? `line ${i + 1}`}\n`).join('');

describe('mergeCommits', () => {
  let lab: Lab;
  let store: GitSnapshotStore;
  let base: string;
  let count: number;

  beforeEach(async () => {
    lab = new Lab();
    count = 0;
    lab.write('a.txt', lines());
    lab.write('b.txt', lines());
    lab.write('bin.dat', Buffer.from([0, 1, 2]));
    lab.write('bom.txt', '\uFEFFone\r\n');
    store = lab.store();
    base = (await store.takeSnapshot()).commit;
  });
  afterEach(() => lab.remove());

  /** A commit on top of `from` with what `change` does in a worktree. */
  async function commit(change: (folder: string) => void, author = opus, from = base): Promise<string> {
    const worktree = await store.addWorktree(`w${count++}`, from);
    change(worktree.path);
    return store.commitWorktree(worktree, author, 'change');
  }
  const put = (path: string, content: string | Uint8Array) => (folder: string) => lab.write(path, content, folder);
  const merge = (ours: string, theirs: string) => store.merge(ours, theirs, opus, 'merged');
  const text = async (commitId: string, path: string) => {
    const bytes = await store.readFile(commitId, path);
    return bytes === undefined ? undefined : Buffer.from(bytes).toString();
  };
  function conflicted(result: MergeResult) {
    assert.equal(result.kind, 'conflicted');
    return result;
  }
  async function resolve(ours: string, theirs: string, resolutions: readonly Resolution[]): Promise<string> {
    const { tree } = conflicted(await merge(ours, theirs));
    return store.resolveMerge({ tree, ours, theirs }, resolutions, opus, 'resolved');
  }

  it('joins changes of different places and files, and follows renames', async () => {
    const ours = await commit((folder) => {
      lab.write('a.txt', lines('first'), folder);
      renameSync(join(folder, 'b.txt'), join(folder, 'moved.txt'));
    });
    const theirs = await commit((folder) => {
      lab.write(
        'a.txt',
        lines(
          ...Array<string>(19)
            .fill('')
            .map((_, i) => `line ${i + 1}`),
          'last',
        ),
        folder,
      );
      lab.write('b.txt', lines('changed b'), folder);
      lab.write('new.txt', 'new', folder);
    });
    const result = await merge(ours, theirs);
    assert.equal(result.kind, 'clean');
    assert.match((await text(result.commit, 'a.txt')) ?? '', /^first\n[^]*last\n$/);
    assert.match((await text(result.commit, 'moved.txt')) ?? '', /^changed b\n/);
    assert.deepEqual(await store.listFiles(result.commit), ['a.txt', 'bin.dat', 'bom.txt', 'moved.txt', 'new.txt']);
  });

  it('reports both sides and the base of what conflicts, and takes texts or sides', async () => {
    const ours = await commit((folder) => {
      lab.write('a.txt', lines('ours'), folder);
      lab.write('b.txt', lines('ours b'), folder);
      chmodSync(join(folder, 'a.txt'), 0o755);
    });
    const theirs = await commit((folder) => {
      lab.write('a.txt', lines('theirs'), folder);
      lab.write('b.txt', lines('theirs b'), folder);
      lab.write('clean.txt', 'c', folder);
    });
    const { files, tree } = conflicted(await merge(ours, theirs));
    assert.deepEqual(files, [
      { path: 'a.txt', base: lines(), ours: lines('ours'), theirs: lines('theirs'), binary: false },
      { path: 'b.txt', base: lines(), ours: lines('ours b'), theirs: lines('theirs b'), binary: false },
    ]);
    const sides: Resolution[] = [
      { kind: 'text', path: 'a.txt', text: '\uFEFFboth\r\n' },
      { kind: 'side', path: 'b.txt', side: 'theirs' },
    ];
    await assert.rejects(
      store.resolveMerge({ tree, ours, theirs }, sides.slice(1), opus, 'm'),
      /Still in conflict: a.txt/,
    );
    await assert.rejects(store.resolveMerge({ tree, ours, theirs: base }, sides, opus, 'm'));
    const done = await store.resolveMerge({ tree, ours, theirs }, sides, opus, 'm');
    assert.equal(await text(done, 'a.txt'), '\uFEFFboth\r\n');
    assert.equal(await text(done, 'b.txt'), lines('theirs b'));
    assert.equal(await text(done, 'clean.txt'), 'c');
    const worktree = await store.addWorktree('check', done);
    assert.equal(
      lab.userGit(['ls-files', '-s', 'a.txt'], worktree.path).slice(0, 6),
      '100755',
      'the side that changed the mode wins',
    );
    assert.equal(lab.userGit(['log', '-1', '--format=%P', done], worktree.path).trim(), `${ours} ${theirs}`);
  });

  it('reports modify/delete and add/add, and can delete', async () => {
    const ours = await commit((folder) => {
      rmSync(join(folder, 'a.txt'));
      lab.write('b.txt', lines('changed'), folder);
      lab.write('both.txt', 'ours\n', folder);
    });
    const theirs = await commit((folder) => {
      lab.write('a.txt', lines('changed'), folder);
      rmSync(join(folder, 'b.txt'));
      lab.write('both.txt', 'theirs\n', folder);
    });
    const { files } = conflicted(await merge(ours, theirs));
    assert.deepEqual(files, [
      { path: 'a.txt', base: lines(), ours: undefined, theirs: lines('changed'), binary: false },
      { path: 'b.txt', base: lines(), ours: lines('changed'), theirs: undefined, binary: false },
      { path: 'both.txt', base: undefined, ours: 'ours\n', theirs: 'theirs\n', binary: false },
    ]);
    const done = await resolve(ours, theirs, [
      { kind: 'side', path: 'a.txt', side: 'ours' },
      { kind: 'side', path: 'b.txt', side: 'ours' },
      { kind: 'text', path: 'both.txt', text: 'both\n' },
    ]);
    assert.deepEqual(await store.listFiles(done), ['b.txt', 'bin.dat', 'bom.txt', 'both.txt']);
    assert.equal(await text(done, 'both.txt'), 'both\n');
  });

  it('reports binary files, bytes that are no UTF-8, and links without text', async () => {
    const ours = await commit((folder) => {
      lab.write('bin.dat', Buffer.from([0, 1, 3]), folder);
      lab.write('latin1.txt', Buffer.from([0xe9, 10]), folder);
      symlinkSync('a.txt', join(folder, 'link'));
    });
    const theirs = await commit((folder) => {
      lab.write('bin.dat', Buffer.from([0, 1, 4]), folder);
      lab.write('latin1.txt', Buffer.from([0xe8, 10]), folder);
      symlinkSync('b.txt', join(folder, 'link'));
    });
    const { files } = conflicted(await merge(ours, theirs));
    assert.deepEqual(
      files.map(({ path, binary, ours: mine }) => [path, binary, mine]),
      ['bin.dat', 'latin1.txt', 'link'].map((path) => [path, true, undefined]),
    );
    const done = await resolve(
      ours,
      theirs,
      files.map(({ path }) => ({ kind: 'side', path, side: 'theirs' })),
    );
    assert.deepEqual(Buffer.from((await store.readFile(done, 'bin.dat')) ?? []), Buffer.from([0, 1, 4]));
    assert.deepEqual(Buffer.from((await store.readFile(done, 'latin1.txt')) ?? []), Buffer.from([0xe8, 10]));
    assert.equal(await text(done, 'link'), 'b.txt');
  });

  it('reports a rename against a change of the same lines under the new name, with all three sides', async () => {
    const ours = await commit((folder) => {
      renameSync(join(folder, 'a.txt'), join(folder, 'z.txt'));
      lab.write('z.txt', lines('ours'), folder);
    });
    const theirs = await commit(put('a.txt', lines('theirs')));
    const { files } = conflicted(await merge(ours, theirs));
    assert.deepEqual(files, [
      { path: 'z.txt', base: lines(), ours: lines('ours'), theirs: lines('theirs'), binary: false },
    ]);
    const done = await resolve(ours, theirs, [{ kind: 'side', path: 'z.txt', side: 'theirs' }]);
    assert.deepEqual(await store.listFiles(done), ['b.txt', 'bin.dat', 'bom.txt', 'z.txt']);
    assert.equal(await text(done, 'z.txt'), lines('theirs'));
  });

  it('lets one side win when both renamed the file differently, or renamed against delete', async () => {
    const ours = await commit((folder) => {
      renameSync(join(folder, 'a.txt'), join(folder, 'ours.txt'));
      renameSync(join(folder, 'b.txt'), join(folder, 'kept.txt'));
    });
    const theirs = await commit((folder) => {
      renameSync(join(folder, 'a.txt'), join(folder, 'theirs.txt'));
      rmSync(join(folder, 'b.txt'));
    });
    const { files } = conflicted(await merge(ours, theirs));
    const all = (side: 'ours' | 'theirs') => files.map(({ path }) => ({ kind: 'side', path, side }) as const);
    assert.deepEqual(await store.listFiles(await resolve(ours, theirs, all('ours'))), [
      'bin.dat',
      'bom.txt',
      'kept.txt',
      'ours.txt',
    ]);
    assert.deepEqual(await store.listFiles(await resolve(ours, theirs, all('theirs'))), [
      'bin.dat',
      'bom.txt',
      'theirs.txt',
    ]);
  });

  it('keeps the name where one side has a file and the other a folder, or a link', async () => {
    const ours = await commit((folder) => {
      lab.write('thing', 'a file\n', folder);
      lab.write('other', 'a file\n', folder);
    });
    const theirs = await commit((folder) => {
      mkdirSync(join(folder, 'thing'));
      lab.write('thing/inner.txt', 'inner\n', folder);
      symlinkSync('a.txt', join(folder, 'other'));
    });
    const { files } = conflicted(await merge(ours, theirs));
    assert.deepEqual(files.map(({ path }) => path).sort(), ['other', 'thing']);
    const all = (side: 'ours' | 'theirs') => files.map(({ path }) => ({ kind: 'side', path, side }) as const);
    const rest = ['a.txt', 'b.txt', 'bin.dat', 'bom.txt', 'other'];
    assert.deepEqual(await store.listFiles(await resolve(ours, theirs, all('ours'))), [...rest, 'thing']);
    assert.deepEqual(await store.listFiles(await resolve(ours, theirs, all('theirs'))), [...rest, 'thing/inner.txt']);
    assert.equal(await text(await resolve(ours, theirs, all('theirs')), 'other'), 'a.txt');
  });

  it('tells what differs between two commits, renames and binary files too', async () => {
    const other = await commit((folder) => {
      lab.write('a.txt', lines('x', 'y'), folder);
      renameSync(join(folder, 'b.txt'), join(folder, 'new name\n.txt'));
      lab.write('bin.dat', Buffer.from([0, 9]), folder);
      rmSync(join(folder, 'bom.txt'));
      lab.write('sub/new.txt', '1\n2\n', folder);
    });
    assert.deepEqual(await store.diff(base, other), [
      { kind: 'modify', path: 'a.txt', binary: false, added: 2, removed: 2 },
      { kind: 'modify', path: 'bin.dat', binary: true, added: 0, removed: 0 },
      { kind: 'delete', path: 'bom.txt', binary: false, added: 0, removed: 1 },
      { kind: 'rename', from: 'b.txt', path: 'new name\n.txt', binary: false, added: 0, removed: 0 },
      { kind: 'create', path: 'sub/new.txt', binary: false, added: 2, removed: 0 },
    ]);
    assert.deepEqual(await store.diff(base, base), []);
    const full = await store.diffText(base, other, 1_000_000);
    assert.match(full, /^diff --git a\/a.txt b\/a.txt\n/);
    const cut = await store.diffText(base, other, 200);
    assert.ok(cut.length < 260 && cut.endsWith('[the diff goes on: cut after 200 bytes]\n'), cut);
    assert.ok(full.startsWith(cut.slice(0, cut.indexOf('[the diff'))));
  });

  it('names the author of each line since the snapshot, through merges', async () => {
    const ours = await commit(put('a.txt', lines('opus 1', 'opus 2')), opus);
    const last = Array.from({ length: 19 }, (_, i) => `line ${i + 1}`);
    const theirs = await commit(put('a.txt', lines(...last, 'codex 20')), codex);
    const result = await merge(ours, theirs);
    assert.equal(result.kind, 'clean');
    assert.deepEqual(await store.blame(result.commit, 'a.txt', base), [
      { commit: ours, author: 'opus', start: 1, end: 2 },
      { commit: theirs, author: 'gpt-codex', start: 20, end: 20 },
    ]);
    assert.deepEqual(await store.blame(result.commit, 'b.txt', base), []);
    assert.deepEqual(await store.blame(result.commit, 'not-there.txt', base), []);
    await assert.rejects(store.blame('f'.repeat(40), 'a.txt', base));
  });
});
