import assert from 'node:assert/strict';
import { appendToTail, plainLine, type Tail } from '../../../../src/adapters/common/plainText';

describe('plainText', () => {
  it('takes out colours, links, cursor movements and line breaks', () => {
    assert.equal(
      plainLine('\u001b[31mred\u001b[0m \u001b]8;;http://x\u0007link\u001b]8;;\u0007\u001b[2K\n  next\t'),
      'red link next',
    );
  });

  it('cuts what is long', () => {
    assert.equal(plainLine('x'.repeat(10), 5), 'xxxx…');
    assert.equal(plainLine('xxxxx', 5), 'xxxxx');
  });

  it('keeps the last lines only, and no empty ones', () => {
    let tail: Tail = [];
    for (let n = 0; n < 100; n++) tail = appendToTail(appendToTail(tail, `line ${n}`), '\u001b[0m ');
    assert.equal(tail.length, 30);
    assert.equal(tail.at(-1), 'line 99');
  });
});
