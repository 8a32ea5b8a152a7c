import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createRedactor } from '../../../../src/core/redaction/redactor';
import { environmentSecret, harmlessTexts, plantedSecrets } from '../../../safety/plantedSecrets';

const redactor = createRedactor([environmentSecret.value]);

/** The text as a stream that comes in pieces of the given sizes. */
function streamed(text: string, sizes: readonly number[]): string {
  const stream = redactor.stream();
  let clean = '';
  let at = 0;
  for (let piece = 0; at < text.length; piece++) {
    const size = sizes[piece % sizes.length] ?? 1;
    clean += stream.push(text.slice(at, at + size));
    at += size;
  }
  return clean + stream.end();
}

describe('createRedactor', () => {
  it('takes out every planted secret and nothing around it', () => {
    for (const { printed, secret } of plantedSecrets) {
      const clean = redactor.text(`before ${printed} after`);
      assert.ok(clean.startsWith('before ') && clean.endsWith(' after'), clean);
      assert.equal(clean.split('[redacted]').length, 2, clean);
      for (const line of secret.split('\n')) assert.ok(!clean.includes(line), clean);
    }
    assert.equal(redactor.text('postgres://app:hunter-2x@db/app'), 'postgres://app:[redacted]@db/app');
  });

  it('finds them within JSON, within JSON in JSON, after an escape and after a terminal’s colour', () => {
    for (const { printed, secret } of plantedSecrets) {
      const text = `it is:\n${printed}\n\u001b[31m${printed}\u001b[0m`;
      for (const line of [JSON.stringify({ text }), JSON.stringify({ text: JSON.stringify({ text }) })]) {
        const clean = redactor.text(line);
        for (const part of secret.split('\n')) assert.ok(!clean.includes(part), clean);
        if (!printed.includes('"')) assert.doesNotThrow(() => JSON.parse(clean), clean);
      }
    }
  });

  it('leaves alone what only looks like a secret', () => {
    for (const text of harmlessTexts) {
      assert.equal(redactor.text(text), text);
      assert.equal(streamed(text, [3]), text);
    }
  });

  it('gives a stream the same as the whole, wherever it is cut', () => {
    const text = plantedSecrets.map(({ printed }) => printed).join(' and\n') + harmlessTexts.join('\n');
    const whole = redactor.text(text);
    for (let size = 1; size < 100; size++) assert.equal(streamed(text, [size]), whole, `pieces of ${size}`);
  });

  it('loses nothing of any text without secrets, however it is cut', () => {
    const word = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 8 }),
      fc.constantFrom('sk-', 'gh', 'AIza', '://u:', 'Bearer ', 'authorization: ', 'eyJ', '-----BEGIN ', ' ', '\n', 's'),
    );
    // A text that ends with … was shortened for people: what is left of a secret there is found in the whole only.
    const text = fc.array(word, { maxLength: 12 }).map((words) => words.join('').replace(/…+$/, ''));
    fc.assert(
      fc.property(text, fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }), (given, sizes) => {
        assert.equal(streamed(given, sizes), redactor.text(given));
      }),
      { numRuns: 3000 },
    );
  });

  it('holds back little, and only while it may be the beginning of a secret', () => {
    const stream = redactor.stream();
    assert.equal(stream.push('a word and '), 'a word and ');
    assert.equal(stream.push('task'), 'task');
    assert.equal(stream.push(' sk'), ' ');
    assert.equal(stream.push('y is blue'), 'sky is blue');
    assert.equal(stream.push(` sk-${'a'.repeat(2000)}`).length, 2004);
    assert.equal(stream.end(), '');
  });

  it('ends with a private key that has no end, and goes on after one', () => {
    const head = '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0B';
    assert.equal(streamed(`${head}\nAAAA`, [10]), '[redacted]');
    assert.equal(streamed(`${head}\nAAAA"; more`, [10]), '[redacted]"; more');
  });

  it('takes out the beginning of a secret that was cut for display', () => {
    assert.equal(redactor.text('export GH=ghp_abcdef1234…'), 'export GH=[redacted]…');
    assert.equal(redactor.text('It ends so…'), 'It ends so…');
  });

  it('redacts every string of plain data, and leaves data without secrets the same object', () => {
    const [{ printed } = { printed: '' }] = plantedSecrets;
    const data = { a: [1, null, { b: `x ${printed}` }], c: true };
    assert.deepEqual(redactor.value(data), { a: [1, null, { b: 'x [redacted]' }], c: true });
    const calm = { a: ['x'], b: { c: 'y' } };
    assert.equal(redactor.value(calm), calm);
  });

  it('is not slowed down by a text that almost holds secrets', () => {
    for (const piece of [
      'sk-',
      '://a',
      'eyJaaaaaaaaaa-',
      'Bearer ',
      '-----BEGIN PRIVATE KEY-----\nAAAAAAAAAAAAAAAA ',
    ]) {
      const text = piece.repeat(Math.ceil(1_000_000 / piece.length));
      redactor.text(text);
      redactor.stream().push(text);
    }
  }).timeout(20_000);
});
