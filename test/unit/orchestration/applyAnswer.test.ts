import assert from 'node:assert/strict';
import fc from 'fast-check';
import { byteOrderMark } from '../../../src/core/fileForm';
import { createRedactor } from '../../../src/core/redaction/redactor';
import { applyAnswer as apply, correctionOf, type RejectedAnswer } from '../../../src/orchestration/applyAnswer';
import { MemoryFiles } from './memoryFiles';

const redactor = createRedactor([]);
const applyAnswer = (files: MemoryFiles, answer: string, before?: RejectedAnswer) =>
  apply(files, answer, redactor, before);
const file = (path: string, text: string) => `FILE: ${path}\n\`\`\`\n${text}\`\`\`\n`;
const edit = (path: string, search: string, replace: string) =>
  `EDIT: ${path}\n<<<<<<< SEARCH\n${search}\n=======\n${replace}\n>>>>>>> REPLACE\n`;

async function rejected(files: MemoryFiles, answer: string, before?: RejectedAnswer): Promise<RejectedAnswer> {
  const applied = await applyAnswer(files, answer, before);
  assert.ok(applied.kind === 'rejected', JSON.stringify([...files.texts]));
  assert.equal(files.writes, 0);
  return applied;
}

describe('applyAnswer', () => {
  it('writes all blocks of an answer and keeps its prose', async () => {
    const files = new MemoryFiles({ 'a.ts': 'one\ntwo\n', 'old.ts': 'x\n', 'b.ts': 'b\n' });
    const answer = `I start.\n${file('new.ts', 'n\n')}${edit('a.ts', 'two', 'TWO')}DELETE: old.ts\nRENAME: b.ts -> c.ts\nDone.\n`;
    const applied = await applyAnswer(files, answer);
    assert.ok(applied.kind === 'written');
    assert.equal(applied.summary, 'I start.\nDone.');
    assert.deepEqual(Object.fromEntries(files.texts), { 'new.ts': 'n\n', 'a.ts': 'one\nTWO\n', 'c.ts': 'b\n' });
  });

  it('writes nothing when one block does not match, and says what the file has', async () => {
    const files = new MemoryFiles({ 'a.ts': 'one\ntwo\n' });
    const first = await rejected(files, file('new.ts', 'n\n') + edit('a.ts', 'tow', 'x'));
    assert.deepEqual(
      first.kept.map((block) => block.path),
      ['new.ts'],
    );
    const correction = correctionOf(first);
    assert.match(correction, /nearest lines/);
    assert.match(correction, /new\.ts are kept as they are/);
    assert.match(correction, /all blocks for a\.ts once more/);
  });

  it('joins a corrected answer with the good blocks of the first', async () => {
    const files = new MemoryFiles({ 'a.ts': 'one\ntwo\n' });
    const first = await rejected(files, file('new.ts', 'n\n') + edit('a.ts', 'tow', 'x'));
    const applied = await applyAnswer(files, edit('a.ts', 'two', '2') + 'Sorry.', first);
    assert.ok(applied.kind === 'written');
    assert.equal(applied.summary, 'Sorry.');
    assert.deepEqual(Object.fromEntries(files.texts), { 'new.ts': 'n\n', 'a.ts': 'one\n2\n' });
  });

  it('does not believe a corrected answer that leaves a block open, or breaks another', async () => {
    const files = new MemoryFiles({ 'a.ts': 'one\ntwo\n' });
    const first = await rejected(files, file('new.ts', 'n\n') + edit('a.ts', 'tow', 'x'));
    await rejected(files, file('other.ts', 'o\n'), first);
    await rejected(files, 'Never mind.', first);
    await rejected(files, edit('a.ts', 'still wrong', 'x'), first);
    await rejected(files, 'FILE: a.ts\n```\nnever closed\n', first);
  });

  it('wants the whole answer again when a block can not even be read', async () => {
    const files = new MemoryFiles({});
    const first = await rejected(files, `${file('a.ts', 'a\n')}FILE: b.ts\n\`\`\`\nnever closed\n`);
    assert.deepEqual(first.kept, []);
    assert.match(correctionOf(first), /with all blocks/);
    await rejected(files, 'I have nothing to add.', first);
    const applied = await applyAnswer(files, file('a.ts', 'a\n') + file('b.ts', 'b\n'), first);
    assert.equal(applied.kind, 'written');
  });

  it('asks once for blocks where there are none, then believes it', async () => {
    const files = new MemoryFiles({});
    const first = await rejected(files, 'There is nothing to do.');
    const applied = await applyAnswer(files, 'Really, there is nothing to do.', first);
    assert.deepEqual(applied, { kind: 'written', files: new Map(), summary: 'Really, there is nothing to do.' });
  });

  it('never lets a refused path through, in any kind of block', async () => {
    const barred = { '.git/hooks/pre-commit': 'refused', 'link/x': 'refused' } as const;
    const files = new MemoryFiles({ 'a.ts': 'a\n' }, barred);
    for (const block of [
      file('.git/hooks/pre-commit', 'x\n'),
      edit('link/x', 'a', 'b'),
      'DELETE: link/x\n',
      'RENAME: a.ts -> link/x\n',
      'RENAME: link/x -> b.ts\n',
    ]) {
      const first = await rejected(files, block + file('ok.ts', 'ok\n'));
      await rejected(files, block, first);
    }
    const first = await rejected(files, file('.git/hooks/pre-commit', 'x\n') + file('ok.ts', 'ok\n'));
    assert.equal((await applyAnswer(files, 'I leave the hook out.', first)).kind, 'written');
    assert.deepEqual([...files.texts.keys()], ['a.ts', 'ok.ts']);
  });

  it('replaces and deletes what is no text, and edits none of it', async () => {
    const files = new MemoryFiles({}, { 'logo.png': 'opaque' });
    await rejected(files, edit('logo.png', 'a', 'b'));
    await rejected(files, 'RENAME: logo.png -> b.png\n');
    assert.equal((await applyAnswer(files, 'DELETE: logo.png\n')).kind, 'written');
  });

  it('never writes anything when a block does not match, whatever stands beside it', async () => {
    const line = fc.stringMatching(/^[a-z]{1,6}$/);
    const lines = fc.array(line, { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(lines, lines, fc.nat(4), async (content, good, at) => {
        const files = new MemoryFiles({ 'a.ts': content.join('\n') + '\n', 'b.ts': 'b\n' });
        const before = Object.fromEntries(files.texts);
        const blocks = [...good.map((name) => file(`${name}.txt`, 'new\n')), edit('b.ts', 'b', 'B')];
        blocks.splice(at, 0, edit('a.ts', 'THIS IS NOT THERE', 'x'));
        const first = await applyAnswer(files, blocks.join('\n'));
        assert.ok(first.kind === 'rejected');
        const second = await applyAnswer(files, blocks.join('\n'), first);
        assert.equal(second.kind, 'rejected');
        assert.equal(files.writes, 0);
        assert.deepEqual(Object.fromEntries(files.texts), before);
      }),
      { numRuns: 300 },
    );
  });

  it('keeps byte order mark and line ends of every file, edited or replaced', async () => {
    const line = fc.stringMatching(/^[a-z]{1,6}$/);
    const cases = fc.record({
      lines: fc.uniqueArray(line, { minLength: 2, maxLength: 8 }),
      crlf: fc.boolean(),
      mark: fc.boolean(),
      whole: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(cases, async ({ lines, crlf, mark, whole }) => {
        const form = (texts: readonly string[]) =>
          (mark ? byteOrderMark : '') + texts.map((text) => text + (crlf ? '\r\n' : '\n')).join('');
        const files = new MemoryFiles({ 'a.ts': form(lines) });
        const wanted = ['NEW', 'MORE', ...lines.slice(1)];
        const answer = whole
          ? file('a.ts', wanted.map((text) => `${text}\n`).join(''))
          : edit('a.ts', lines[0] ?? '', 'NEW\nMORE');
        assert.equal((await applyAnswer(files, answer)).kind, 'written');
        assert.equal(files.texts.get('a.ts'), form(wanted));
      }),
      { numRuns: 300 },
    );
  });

  describe('with secrets in a file', () => {
    const secret = `ghp_${'a1B2'.repeat(9)}`;
    const key = `const key = '${secret}';\n`;
    const shown = redactor.prompt(`old.ts holds:\n${key}`);
    const standIn = /\[redacted by MAO: \d+\]/.exec(shown)?.[0] ?? 'none';

    it('shows none, and gives it back into that file, whatever became of its line', async () => {
      assert.equal(shown.includes(secret), false);
      const files = new MemoryFiles({ 'a.ts': key, 'old.ts': key });
      const answer =
        file('a.ts', `export const key = '${standIn}';\nexport const two = 2;\n`) +
        'RENAME: old.ts -> new.ts\n' +
        edit('new.ts', `const key = '${standIn}';`, `const old = '${standIn}';`);
      assert.equal((await applyAnswer(files, answer)).kind, 'written');
      assert.deepEqual(Object.fromEntries(files.texts), {
        'a.ts': `export const key = '${secret}';\nexport const two = 2;\n`,
        'new.ts': `const old = '${secret}';\n`,
      });
    });

    it('refuses what stands for it in another file, and takes the corrected answer', async () => {
      const files = new MemoryFiles({ 'a.ts': key });
      const first = await rejected(files, file('a.ts', `${key}// ${standIn}\n`) + file('b.ts', `log('${standIn}');\n`));
      assert.match(correctionOf(first), /b\.ts: \[redacted by MAO: 1\] is a secret of another file/);
      const applied = await applyAnswer(files, file('b.ts', 'log(process.env.KEY);\n'), first);
      assert.ok(applied.kind === 'written');
      assert.equal(files.texts.get('a.ts'), `${key}// ${secret}\n`);
    });
  });
});
