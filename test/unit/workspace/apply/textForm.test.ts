import assert from 'node:assert/strict';
import fc from 'fast-check';
import { keepForm } from '../../../../src/workspace/apply/textForm';

const form = (before: string | Uint8Array, after: string | Uint8Array) =>
  Buffer.from(keepForm(Buffer.from(before), Buffer.from(after)));

describe('keepForm', () => {
  it('keeps line ends where the file has one kind', () => {
    assert.equal(form('a\r\nb\r\n', 'a\nc\n').toString(), 'a\r\nc\r\n');
    assert.equal(form('a\r\nb\r\n', 'a\r\nc\nd').toString(), 'a\r\nc\r\nd');
    assert.equal(form('a\nb\n', 'a\r\nc\r\n').toString(), 'a\nc\n');
    assert.equal(form('a\r\nb\n', 'a\nc\n').toString(), 'a\nc\n');
    assert.equal(form('one line', 'a\r\n').toString(), 'a\r\n');
  });

  it('keeps a BOM, and adds none', () => {
    assert.equal(form('\uFEFFa\n', 'b\n').toString(), '\uFEFFb\n');
    assert.equal(form('a\n', '\uFEFFb\n').toString(), 'b\n');
  });

  it('keeps UTF-16 in either order', () => {
    const little = Buffer.from('\uFEFFa\r\n', 'utf16le');
    const big = Buffer.from(little).swap16();
    assert.deepEqual(form(little, 'ž\n'), Buffer.from('\uFEFFž\r\n', 'utf16le'));
    assert.deepEqual(form(big, 'ž\n'), Buffer.from('\uFEFFž\r\n', 'utf16le').swap16());
    assert.deepEqual(form('a\n', little).toString(), 'a\n');
  });

  it('passes what is no text as it is', () => {
    const latin1 = Buffer.from([0xe9, 0x0a]);
    assert.deepEqual(form('a\r\n', latin1), latin1);
    assert.equal(form(latin1, 'a\r\n').toString(), 'a\r\n');
    assert.deepEqual(form(Buffer.from([0, 1]), 'a'), Buffer.from('a'));
  });

  it('changes nothing when the file already has the form, whatever its bytes', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      fc.array(fc.constantFrom('a', '\r\n', '\n', '\r', 'é', '\uFEFF')).map((parts) => Buffer.from(parts.join(''))),
    );
    fc.assert(
      fc.property(bytes, (content) => assert.deepEqual(form(content, content), Buffer.from(content))),
      { numRuns: 1000 },
    );
  });
});
