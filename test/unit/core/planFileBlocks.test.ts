import assert from 'node:assert/strict';
import { parseFileBlocks } from '../../../src/core/fileBlocks';
import { planFileBlocks } from '../../../src/core/planFileBlocks';

const files = new Map([
  ['src/a.ts', 'one\r\ntwo\r\n'],
  ['src/b.ts', 'b\n'],
]);
const plan = (answer: string) => planFileBlocks(parseFileBlocks(answer).blocks, (path) => files.get(path));

describe('planFileBlocks', () => {
  it('works out new texts in the form that the files have, in order', () => {
    const edit = 'EDIT: src/a.ts\n<<<<<<< SEARCH\ntwo\n=======\n2\n>>>>>>> REPLACE\n';
    const result = plan(
      `FILE: src/a.ts\n\`\`\`\nuno\ntwo\n\`\`\`\n${edit}RENAME: src/b.ts -> src/c.ts\nDELETE: src/c.ts\n`,
    );
    assert.deepEqual(result, {
      ok: true,
      files: new Map([
        ['src/a.ts', 'uno\r\n2\r\n'],
        ['src/b.ts', undefined],
        ['src/c.ts', undefined],
      ]),
    });
  });

  it('does nothing at all when one block can not be done, and says which', () => {
    const result = plan(
      'DELETE: src/b.ts\nDELETE: src/b.ts\nRENAME: no.ts -> src/x.ts\nRENAME: src/a.ts -> src/a.ts\nEDIT: no.ts\n<<<<<<< SEARCH\na\n=======\n>>>>>>> REPLACE',
    );
    assert.ok(!result.ok);
    assert.deepEqual(result.refused, [
      { path: 'src/b.ts', error: 'DELETE: src/b.ts: there is no such file.' },
      { path: 'no.ts', error: 'RENAME: no.ts: there is no such file.' },
      { path: 'src/a.ts', error: 'RENAME: src/a.ts: there is such a file already.' },
      { path: 'no.ts', error: 'EDIT: no.ts: there is no such file. Use FILE to create one.' },
    ]);
  });
});
