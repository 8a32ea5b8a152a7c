import assert from 'node:assert/strict';
import fc from 'fast-check';
import { anyText } from '../anyText';
import { parseFileBlocks, renderFileBlock, type FileBlock } from '../../../src/core/fileBlocks';

/** Text full of what could confuse a parser of fences and markers. */
const nasty = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '\n',
        '\r\n',
        '\r',
        '`',
        '```',
        '````',
        '```ts',
        '~~~',
        '<<<<<<< SEARCH',
        '=======',
        '>>>>>>> REPLACE',
      ),
      fc.constantFrom('FILE: a.ts', 'DELETE: b', 'no-final-newline', '\u2028', '\uFEFF', '  ', '\t'),
      anyText,
    ),
    { maxLength: 25 },
  )
  .map((parts) => parts.join(''));
const line = nasty.map((text) => text.replace(/\n/g, '').replace(/\r$/, ''));
const segment = fc.stringMatching(/^[\p{L}\p{N}_@+][\p{L}\p{N}_ .@+-]{0,12}[\p{L}\p{N}_]$/u);
const path = fc.array(segment, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
const plainObject = { noNullPrototype: true };
const lines = fc.array(line, { maxLength: 8 });
const block: fc.Arbitrary<FileBlock> = fc.oneof(
  fc.record({ kind: fc.constant('file' as const), path, text: nasty }, plainObject),
  fc.record(
    {
      kind: fc.constant('edit' as const),
      path,
      edits: fc.array(fc.record({ search: lines, replace: lines }, plainObject), { minLength: 1, maxLength: 3 }),
    },
    plainObject,
  ),
  fc.record({ kind: fc.constant('delete' as const), path }, plainObject),
  fc.record({ kind: fc.constant('rename' as const), from: path, path }, plainObject),
);
const prose = fc.constantFrom('\n', '\nHere is the next file:\n\n', '```\n', '\n- `src/x.ts` does the rest\n', '');

describe('file blocks', () => {
  it('reads every kind of block, with prose between', () => {
    const answer = [
      'First the type.',
      'FILE: src/link.ts',
      '```ts',
      'export const a = 1;',
      '```',
      'Now the store:',
      'EDIT: src/store.ts',
      '<<<<<<< SEARCH',
      'one',
      '=======',
      'two',
      '>>>>>>> REPLACE',
      'and also',
      '<<<<<<< SEARCH',
      'three',
      '=======',
      '>>>>>>> REPLACE',
      'DELETE: src/old.ts',
      'RENAME: src/a.ts -> src/b.ts',
      'Done.',
    ].join('\n');
    assert.deepEqual(parseFileBlocks(answer), {
      blocks: [
        { kind: 'file', path: 'src/link.ts', text: 'export const a = 1;\n' },
        {
          kind: 'edit',
          path: 'src/store.ts',
          edits: [
            { search: ['one'], replace: ['two'] },
            { search: ['three'], replace: [] },
          ],
        },
        { kind: 'delete', path: 'src/old.ts' },
        { kind: 'rename', from: 'src/a.ts', path: 'src/b.ts' },
      ],
      problems: [],
      prose: 'First the type.\nNow the store:\nand also\nDone.',
    });
  });

  it('gives back any block that it rendered', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(block, prose), { maxLength: 5 }), (items) => {
        const text = items.map(([one, between]) => renderFileBlock(one) + between).join('');
        const { blocks, problems } = parseFileBlocks(text);
        assert.deepEqual({ blocks, problems }, { blocks: items.map(([one]) => one), problems: [] });
      }),
    );
  });

  it('reads an answer whose lines end in CRLF as the same answer', () => {
    const plain = block.filter((one) => !/\r/.test(JSON.stringify(one).replace(/\\r/g, '\r')));
    fc.assert(
      fc.property(fc.array(plain, { maxLength: 4 }), (blocks) => {
        const text = blocks.map(renderFileBlock).join('\n').replace(/\n/g, '\r\n');
        const read = parseFileBlocks(text);
        assert.deepEqual({ blocks: read.blocks, problems: read.problems }, { blocks, problems: [] });
      }),
    );
  });

  it('never throws, and gives back only paths inside', () => {
    fc.assert(
      fc.property(nasty, path, (noise, good) => {
        const { blocks } = parseFileBlocks(`FILE: ${noise}\n${noise}\nEDIT: ${good}\n${noise}\nDELETE: ../${good}`);
        for (const one of blocks) assert.doesNotMatch(one.path, /^\/|(^|\/)\.\.(\/|$)/);
      }),
    );
  });

  it('keeps CRLF, a missing last line end, and an empty file', () => {
    for (const text of ['a\r\nb\r\n', 'a\nb', '', '\n', 'a\r\nb', '\r']) {
      const rendered = renderFileBlock({ kind: 'file', path: 'a.txt', text });
      assert.deepEqual(parseFileBlocks(rendered).blocks, [{ kind: 'file', path: 'a.txt', text }]);
    }
  });

  it('takes headers in bold or code, and a fence around an edit', () => {
    const answer =
      '**FILE: `src/a.ts`**\n\n```\nx\n```\n### EDIT: src/b.ts\n```\n<<<<<<< SEARCH\na\n=======\nb\n>>>>>>> REPLACE\n```\n';
    const { blocks, problems } = parseFileBlocks(answer);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      blocks.map((one) => [one.kind, one.path]),
      [
        ['file', 'src/a.ts'],
        ['edit', 'src/b.ts'],
      ],
    );
  });

  it('refuses a fence that is too short for its file rather than cut the file', () => {
    const { blocks, problems } = parseFileBlocks('FILE: README.md\n```md\n# Use\n```sh\nnpm i\n```\nmore\n```\n');
    assert.deepEqual(blocks, []);
    assert.match(problems.join('\n'), /README\.md.*longer fence/);
  });

  it('says what is wrong with broken blocks', () => {
    const problem = (text: string) => {
      const read = parseFileBlocks(text);
      assert.deepEqual(read.blocks, [], text);
      return read.problems.join('\n');
    };
    assert.match(problem('FILE: a.ts\nno fence'), /not followed by a fence/);
    assert.match(problem('FILE: a.ts\n```\ncut off'), /ends before its fence is closed/);
    assert.match(problem('EDIT: a.ts\nnothing'), /no SEARCH\/REPLACE/);
    assert.match(problem('EDIT: a.ts\n<<<<<<< SEARCH\na\n=======\nb\n'), />>>>>>> REPLACE/);
    assert.match(problem('EDIT: a.ts\n<<<<<<< SEARCH\na\n'), /"======="/);
    assert.match(problem('<<<<<<< SEARCH\na\n=======\nb\n>>>>>>> REPLACE'), /without an "EDIT: path"/);
    assert.match(problem('RENAME: a.ts'), /old\/path -> new\/path/);
    assert.match(problem('RENAME: a.ts -> /etc/passwd'), /absolute/);
    assert.match(problem('DELETE: ../x'), /outside the workspace/);
    assert.match(problem('FILE: C:\\x.ts\n```\na\n```'), /absolute/);
  });
});
