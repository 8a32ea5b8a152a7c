import assert from 'node:assert/strict';
import { hasConvertingAttribute } from '../../../../src/workspace/snapshot/conversions';
import { rebasePatterns } from '../../../../src/workspace/snapshot/excludes';
import { readIncremental } from '../../../../src/workspace/snapshot/blame';
import { readStages } from '../../../../src/workspace/snapshot/mergeTree';
import { assertName, folderName, refName } from '../../../../src/workspace/snapshot/names';
import { textOf } from '../../../../src/workspace/snapshot/textOrBinary';

describe('rebasePatterns', () => {
  const rebase = (pattern: string) => rebasePatterns(pattern, 'packages/a/');

  it('keeps patterns for names, cuts those for paths, drops those for other places', () => {
    for (const pattern of ['*.log', 'node_modules/', '!keep.me', '**/deep/x', '.env*']) {
      assert.equal(rebase(pattern), pattern);
    }
    assert.equal(rebase('/packages/a/dist'), '/dist');
    assert.equal(rebase('packages/a/out/'), '/out/');
    assert.equal(rebase('!/packages/a/dist/keep'), '!/dist/keep');
    for (const pattern of ['/dist', 'packages/b/dist', '/packages/a/', 'packages/*/dist', '# comment', '']) {
      assert.equal(rebase(pattern), '');
    }
    assert.equal(rebasePatterns('# as it is\n/dist\n', ''), '# as it is\n/dist\n');
  });
});

describe('hasConvertingAttribute', () => {
  it('sees what makes git change bytes, and nothing else', () => {
    for (const line of [
      '* text=auto',
      '*.txt text',
      'a eol=crlf',
      '*.psd filter=lfs diff=lfs merge=lfs -text',
      '*.c ident',
      '* crlf',
      'x working-tree-encoding=UTF-16',
      '*.a -diff text',
    ]) {
      assert.ok(hasConvertingAttribute(`# first\n${line}\n`), line);
    }
    for (const line of [
      '*.png binary',
      '* -text',
      '*.lock -diff linguist-generated',
      '# * text=auto',
      '*.x !text',
      'text.md diff=markdown',
      '*.h linguist-language=text',
    ]) {
      assert.ok(!hasConvertingAttribute(line), line);
    }
  });
});

describe('readIncremental', () => {
  const a = 'a'.repeat(40);
  const b = 'b'.repeat(40);

  it('joins neighbouring ranges and leaves out what lies before', () => {
    const text = [
      `${b} 9 9 1`,
      'author opus',
      'boundary',
      'filename x',
      `${a} 3 3 2`,
      'author gpt-codex',
      'summary author of x',
      'filename x',
      `${a} 1 1 2`,
      'filename x',
    ].join('\n');
    assert.deepEqual(readIncremental(text), [{ commit: a, author: 'gpt-codex', start: 1, end: 4 }]);
    assert.deepEqual(readIncremental(''), []);
  });
});

describe('readStages', () => {
  const ours = 'a'.repeat(40);
  const theirs = 'b'.repeat(40);

  it('groups stages by path, and gives files that git put aside their name back', () => {
    const records = [
      `100644 1 1\tx`,
      `100755 2 2\tx`,
      `100644 3 3\tx~${theirs}`,
      `100644 4 2\ty~${ours}_0`,
      `100644 5 2\tz~kept`,
      'not a record',
    ];
    assert.deepEqual(readStages(records, ours, theirs), [
      {
        path: 'x',
        names: ['x', `x~${theirs}`],
        base: { mode: '100644', oid: '1' },
        ours: { mode: '100755', oid: '2' },
        theirs: { mode: '100644', oid: '3' },
      },
      { path: 'y', names: [`y~${ours}_0`], base: undefined, ours: { mode: '100644', oid: '4' }, theirs: undefined },
      { path: 'z~kept', names: ['z~kept'], base: undefined, ours: { mode: '100644', oid: '5' }, theirs: undefined },
    ]);
  });
});

describe('names', () => {
  it('take what fits a ref and a folder, and nothing else', () => {
    for (const name of ['snapshot', 'ws/2/schemas', '2.1-core_logic', '20261122-101530-aaaa']) {
      assert.doesNotThrow(() => assertName(name));
    }
    for (const name of [
      '',
      '..',
      'a/../b',
      '/a',
      'a/',
      'a//b',
      'a b',
      'a.lock',
      'a.lock/b',
      'a.',
      '.a',
      'a~b',
      'a:b',
      'a\n',
      'a@{b',
      'é',
    ]) {
      assert.throws(() => assertName(name), name);
    }
    assert.equal(refName('run-1', 'ws/2/schemas'), 'refs/mao/run-1/ws/2/schemas');
    assert.notEqual(folderName('a/b'), folderName('a-b'));
  });
});

describe('textOf', () => {
  it('is the text of UTF-8, BOM and all, and nothing for the rest', () => {
    assert.equal(textOf(Buffer.from('\uFEFFž\r\n')), '\uFEFFž\r\n');
    assert.equal(textOf(new Uint8Array()), '');
    assert.equal(textOf(Buffer.from([0x61, 0])), undefined);
    assert.equal(textOf(Buffer.from([0xe9])), undefined);
  });
});
