import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readIndex } from '../../../src/workspace/git/readIndex';
import { commitTree } from '../../../src/workspace/snapshot/commitTree';
import { createRepository, repositoryLayout } from '../../../src/workspace/snapshot/ownRepository';
import { writeObject } from '../../../src/workspace/snapshot/writeObject';
import { Lab } from './lab';

describe('git formats that MAO reads and writes itself', () => {
  let lab: Lab;
  beforeEach(() => {
    lab = new Lab();
  });
  afterEach(() => lab.remove());

  const index = () => readFileSync(join(lab.workspace, '.git/index'));

  for (const format of ['sha1', 'sha256'] as const) {
    it(`reads an index as git does (${format})`, () => {
      lab.userGit(['init', '-q', `--object-format=${format}`]);
      const names = Array.from({ length: 40 }, (_, length) => `${'n'.repeat(length + 1)}.txt`);
      const all = [...names, 'with\nnewline', 'ž/文件.md', `long/${'x'.repeat(200)}/${'y'.repeat(200)}/file`];
      for (const name of all) lab.write(name, name);
      mkdirSync(join(lab.workspace, 'nested'));
      lab.userGit(['init', '-q', `--object-format=${format}`], join(lab.workspace, 'nested'));
      lab.userGit(['commit', '-q', '--allow-empty', '-m', 'x'], join(lab.workspace, 'nested'));
      lab.userGit(['add', '-A']);
      lab.userGit(['update-index', '--skip-worktree', 'n.txt']);
      lab.userGit(['update-index', '--assume-unchanged', 'nn.txt']);
      lab.write('intended.txt', '');
      lab.userGit(['add', '-N', 'intended.txt']);
      const printed = lab.userGit(['ls-files', '-z', '-s', '-v']).split('\0').slice(0, -1);
      const expected = printed.map((record) => ({
        path: Buffer.from(record.slice(record.indexOf('\t') + 1)).toString('latin1'),
        gitlink: record.slice(2, 8) === '160000',
        unwatched: /^[Sa-z]/.test(record),
      }));
      assert.equal(expected.length, all.length + 2);
      assert.equal(expected.filter((entry) => entry.unwatched).length, 2);
      assert.deepEqual(readIndex(index(), format)?.entries, expected);
    });

    it(`knows the tree that git noted in an index, until an entry changes (${format})`, () => {
      lab.userGit(['init', '-q', `--object-format=${format}`]);
      for (const name of ['a.txt', 'folder/b.txt', 'folder/below/c.txt']) lab.write(name, name);
      lab.userGit(['add', '-A']);
      assert.equal(readIndex(index(), format)?.tree, undefined);
      lab.userGit(['commit', '-q', '-m', 'x']);
      assert.equal(readIndex(index(), format)?.tree, lab.userGit(['rev-parse', 'HEAD^{tree}']).trim());
      lab.write('folder/below/c.txt', 'changed');
      lab.userGit(['add', '-A']);
      assert.equal(readIndex(index(), format)?.tree, undefined);
      const written = lab.userGit(['write-tree']).trim();
      assert.equal(readIndex(index(), format)?.tree, written);
    });

    it(`writes blobs and commits that git takes for its own (${format})`, async () => {
      const layout = repositoryLayout(lab.data, lab.workspace, format);
      mkdirSync(layout.folder, { recursive: true });
      await createRepository(lab.git, layout, lab.workspace);
      const git = (args: readonly string[], input?: string) =>
        lab.userGit(['--git-dir', layout.gitDirectory, ...args], lab.root, input);
      const text = 'ž\u2028\n'.repeat(500);
      const oid = await writeObject(layout, 'blob', Buffer.from(text));
      assert.equal(oid, git(['hash-object', '--stdin'], text).trim());
      assert.equal(await writeObject(layout, 'blob', Buffer.from(text)), oid);
      assert.equal(git(['cat-file', 'blob', oid]), text);
      const tree = git(['mktree'], `100644 blob ${oid}\ta.txt\n`).trim();
      const author = { name: 'evil <x>\nparent 1', email: 'a@b>' };
      const first = await commitTree(layout, tree, [], author, 'one');
      const second = await commitTree(layout, tree, [first], { name: '<>', email: '' }, 'Title\n\nbody ž');
      assert.equal(
        git(['log', '-1', '--format=%an|%ae|%cn|%P|%s|%b', second]).trim(),
        `unknown||MAO|${first}|Title|body ž`,
      );
      assert.equal(git(['log', '-1', '--format=%an', first]).trim(), 'evil xparent 1');
      git(['fsck', '--strict', second]);
    });
  }

  it('leaves an index that it does not know to git', () => {
    lab.userGit(['init', '-q']);
    lab.write('a.txt', 'a');
    lab.userGit(['add', '-A']);
    assert.equal(readIndex(index(), 'sha1')?.entries.length, 1);
    const whole = index();
    for (let length = 0; length < whole.length - 20; length++) {
      const cut = readIndex(whole.subarray(0, length), 'sha1');
      assert.ok(cut === undefined || cut.entries.length === 1, `${length} bytes`);
    }
    lab.userGit(['update-index', '--index-version', '4']);
    assert.equal(readIndex(index(), 'sha1'), undefined);
    lab.userGit(['update-index', '--index-version', '2']);
    lab.userGit(['update-index', '--split-index']);
    assert.equal(readIndex(index(), 'sha1'), undefined);
    assert.equal(readIndex(Buffer.from('not an index at all, but long enough to be'), 'sha1'), undefined);
  });
});
