import assert from 'node:assert/strict';
import fc from 'fast-check';
import { hasUniformLineEnds, sameBytes, sameLineEnds, textChange } from '../../../src/ui/changes/textChange';

/** What an editor does with a change of whole lines. */
function apply(before: string, after: string): string {
  const change = textChange(before, after);
  if (!change) return before;
  const lines = before.split(/(?<=\n)/);
  const head = lines.slice(0, change.startLine).join('');
  return head + change.text + (change.toEnd ? '' : lines.slice(change.endLine).join(''));
}

describe('ui/textChange', () => {
  it('turns any text into any other', () => {
    const line = fc.constantFrom('a\n', 'b\n', 'c\r\n', '\n', 'tail');
    const text = fc.array(line, { maxLength: 12 }).map((lines) => lines.join(''));
    fc.assert(
      fc.property(text, text, (before, after) => {
        assert.equal(apply(before, after), after);
      }),
    );
  });

  it('leaves lines alone that are the same', () => {
    assert.deepEqual(textChange('a\nb\nc\n', 'a\nX\nc\n'), { startLine: 1, endLine: 2, text: 'X\n', toEnd: false });
    assert.equal(textChange('same', 'same'), undefined);
  });

  it('knows which line ends an editor would change', () => {
    assert.deepEqual(['a\nb\n', 'a\r\nb\r\n', 'a', 'a\r\nb\n', 'a\rb'].map(hasUniformLineEnds), [
      true,
      true,
      true,
      false,
      false,
    ]);
    assert.equal(sameLineEnds('a\n', 'b\r\n'), false);
    assert.equal(sameLineEnds('a\r\n', 'b\r\nc\r\n'), true);
  });

  it('compares bytes, and no file with no file', () => {
    const bytes = (text: string) => new TextEncoder().encode(text);
    assert.ok(sameBytes(bytes('a'), bytes('a')));
    assert.ok(!sameBytes(bytes('a'), bytes('b')));
    assert.ok(!sameBytes(bytes(''), undefined));
    assert.ok(sameBytes(undefined, undefined));
  });
});
