import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createLineSplitter, type SplitLine } from '../../../../src/adapters/process/lineSplitter';

function split(chunks: readonly Uint8Array[], maxBytes?: number): SplitLine[] {
  const splitter = createLineSplitter(maxBytes);
  return [...chunks.flatMap((chunk) => [...splitter.push(chunk)]), ...splitter.end()];
}

const bytes = (text: string) => new TextEncoder().encode(text);
const texts = (lines: readonly SplitLine[]) => lines.map((line) => line.text);

/** Cuts `whole` at the given places. */
function cut(whole: Uint8Array, places: readonly number[]): Uint8Array[] {
  const at = [...new Set(places.map((place) => place % (whole.length + 1)))].sort((a, b) => a - b);
  return [...at, whole.length].map((end, index) => whole.subarray(at[index - 1] ?? 0, end));
}

/** Bytes that are likely to be trouble: line ends, cut characters, invalid sequences. */
const trouble = fc
  .array(
    fc.oneof(
      fc.constantFrom('\n', '\r', '\r\n', 'é', '漢', '😀', '\u0000', '\uFEFF').map(bytes),
      fc.string({ maxLength: 8 }).map(bytes),
      fc.uint8Array({ maxLength: 4 }),
    ),
    { maxLength: 30 },
  )
  .map((parts) => new Uint8Array(Buffer.concat(parts)));

describe('lineSplitter', () => {
  it('splits at LF and CRLF, keeps empty lines and a last line without end', () => {
    assert.deepEqual(texts(split([bytes('a\r\n\nb\nc')])), ['a', '', 'b', 'c']);
    assert.deepEqual(texts(split([bytes('a\n')])), ['a']);
    assert.deepEqual(split([]), []);
  });

  it('keeps a CR that ends no line', () => {
    assert.deepEqual(texts(split([bytes('a\rb\n')])), ['a\rb']);
  });

  it('joins a CRLF that a chunk border cut', () => {
    assert.deepEqual(texts(split([bytes('a\r'), bytes('\nb\n')])), ['a', 'b']);
  });

  it('gives the same lines for any chunking', () => {
    fc.assert(
      fc.property(trouble, fc.array(fc.nat(400)), fc.option(fc.integer({ min: 1, max: 12 })), (whole, places, cap) => {
        const limit = cap ?? undefined;
        assert.deepEqual(split(cut(whole, places), limit), split([whole], limit));
      }),
      { numRuns: 2000 },
    );
  });

  it('gives what splitting the text gives, when the bytes are valid', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 10 }),
        fc.array(fc.nat(300)),
        (parts, places) => {
          const text = parts.join('\n');
          const expected = text.split(/\r?\n/);
          if (expected.at(-1) === '') expected.pop();
          assert.deepEqual(texts(split(cut(bytes(text), places))), expected);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('turns invalid UTF-8 into U+FFFD, also across chunk borders', () => {
    const euro = bytes('€');
    assert.deepEqual(texts(split([euro.subarray(0, 1), euro.subarray(1), bytes('\n')])), ['€']);
    assert.deepEqual(texts(split([new Uint8Array([0x61, 0xff, 0x62, 0x0a])])), ['a\uFFFDb']);
    assert.deepEqual(texts(split([euro.subarray(0, 2), bytes('\nb\n')])), ['\uFFFD', 'b']);
  });

  it('drops what exceeds the cap and says so, then goes on', () => {
    assert.deepEqual(split([bytes('abcdef\nxy\n')], 4), [
      { text: 'abcd', truncated: true },
      { text: 'xy', truncated: false },
    ]);
    assert.deepEqual(split([bytes('abcd\r\nabcde')], 4), [
      { text: 'abcd', truncated: false },
      { text: 'abcd', truncated: true },
    ]);
  });

  it('cuts a long line between characters', () => {
    assert.deepEqual(split([bytes('a😀😀\n')], 7), [{ text: 'a😀', truncated: true }]);
  });

  it('holds no more than the cap of a line without end', () => {
    const splitter = createLineSplitter(1000);
    const chunk = new Uint8Array(64 * 1024).fill(0x61);
    for (let sent = 0; sent < 1000; sent++) assert.deepEqual(splitter.push(chunk), []);
    const [line] = splitter.end();
    assert.equal(line?.text.length, 1000);
    assert.equal(line.truncated, true);
  });
});
