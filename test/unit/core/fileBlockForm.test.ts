import assert from 'node:assert/strict';
import { fileBlockForm } from '../../../src/core/fileBlockForm';
import { parseFileBlocks } from '../../../src/core/fileBlocks';

describe('fileBlockForm', () => {
  it('shows every kind of block as the parser reads it', () => {
    const { blocks, problems } = parseFileBlocks(fileBlockForm);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      blocks.map((block) => block.kind),
      ['file', 'edit', 'delete', 'rename'],
    );
  });
});
