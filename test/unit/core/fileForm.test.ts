import assert from 'node:assert/strict';
import { keepFileForm, lineEndOf } from '../../../src/core/fileForm';

describe('keepFileForm', () => {
  it('gives new text the line ends and byte order mark of the file', () => {
    assert.equal(keepFileForm('a\nb\n', 'x\r\n'), 'a\r\nb\r\n');
    assert.equal(keepFileForm('a\r\nb\n', 'x\n'), 'a\nb\n');
    assert.equal(keepFileForm('\uFEFFa\n', 'x\n'), 'a\n');
    assert.equal(keepFileForm('a\n', '\uFEFFx\n'), '\uFEFFa\n');
  });

  it('leaves new files, and files with both line ends, as they come', () => {
    assert.equal(keepFileForm('a\r\n', undefined), 'a\r\n');
    assert.equal(keepFileForm('a\r\nb\n', 'x\r\ny\n'), 'a\r\nb\n');
  });

  it('takes the line end of most lines', () => {
    assert.equal(lineEndOf('a\r\nb\r\nc\n'), '\r\n');
    assert.equal(lineEndOf('abc'), '\n');
  });
});
