import assert from 'node:assert/strict';
import fc from 'fast-check';
import { anyText } from '../anyText';
import * as z from 'zod';
import { correctionPrompt, readStructuredAnswer } from '../../../src/core/structuredAnswer';

const schema = z.object({ a: z.number(), b: z.array(z.object({ c: z.string() })).default([]) });
const read = (text: string) => readStructuredAnswer(text, schema);
const value = { ok: true, value: { a: 1, b: [] } };
const errorsOf = (text: string) => {
  const result = read(text);
  assert.ok(!result.ok, text);
  return result.errors.join('\n');
};

describe('readStructuredAnswer', () => {
  it('takes the last json fence, whatever stands around it', () => {
    assert.deepEqual(read('First idea:\n```json\n{"a": 2}\n```\nBetter:\n\n```json\n{"a": 1}\n```\nDone.'), value);
    assert.deepEqual(read('```ts\nconst a = 1;\n```\n\n````JSON\n{"a": 1}\n````\n```ts\nx\n```'), value);
    assert.deepEqual(read('Text\r\n```json\r\n{\r\n"a": 1 }\r\n```\r\n'), value);
    assert.deepEqual(read('  ```json\n  {"a": 1}\n  ```'), value);
  });

  it('takes a fence that is never closed, and one after an odd line of backticks', () => {
    assert.deepEqual(read('```json\n{"a": 1}\n'), value);
    assert.deepEqual(read('see ```\n```\nodd\n```json\n{"a": 1}\n```'), value);
  });

  it('takes the whole text, or a fence without a language, when there is no json fence', () => {
    assert.deepEqual(read('\uFEFF {"a": 1}\n'), value);
    assert.deepEqual(read('Here:\n```\n{"a": 1}\n```'), value);
  });

  it('takes a json fence that quotes another fence in a string', () => {
    const fences = { a: 1, b: [{ c: '```json\n{"a": 7}\n```' }] };
    assert.deepEqual(read('```json\n' + JSON.stringify(fences, undefined, 2) + '\n```'), { ok: true, value: fences });
  });

  it('says in words what does not fit', () => {
    assert.match(errorsOf('I can not do that.'), /no JSON object/);
    assert.match(errorsOf(''), /no JSON object/);
    assert.match(errorsOf('```json\n{"a": 1,}\n```'), /not valid/);
    assert.match(errorsOf('```json\n[1]\n```'), /one JSON object, not an array/);
    assert.match(errorsOf('```json\nnull\n```'), /not null/);
    assert.match(
      errorsOf('```json\n{"a": "x", "b": [{}, {"c": 3}]}\n```'),
      /^a: .*number[^]*\nb\[0\]\.c: .*string[^]*\nb\[1\]\.c: /,
    );
  });

  it('caps the list of errors', () => {
    const many = Array.from({ length: 300 }, () => ({}));
    const errors = errorsOf(JSON.stringify({ a: 1, b: many })).split('\n');
    assert.equal(errors.length, 21);
    assert.match(errors.at(-1) ?? '', /280 more/);
  });

  it('reads back any object from any prose, and never throws', () => {
    const object = fc.record({ a: fc.integer(), b: fc.array(fc.record({ c: anyText })) });
    const words = anyText.map((text) => text.replace(/[`~\n]/g, ' '));
    fc.assert(
      fc.property(object, words, words, fc.boolean(), (data, before, after, windows) => {
        const text = `${before}\n\`\`\`json\n${JSON.stringify(data, undefined, 1)}\n\`\`\`\n${after}`;
        const result = read(windows ? text.replace(/\n/g, '\r\n') : text);
        assert.deepEqual(JSON.stringify(result), JSON.stringify({ ok: true, value: data }));
      }),
    );
    fc.assert(fc.property(anyText, (noise) => void read(noise + '\n```json\n' + noise)));
  });
});

describe('correctionPrompt', () => {
  it('names every error and asks for the whole answer in one fence', () => {
    const prompt = correctionPrompt(['a: is missing', 'two\nlines']);
    assert.match(prompt, /^Your answer cannot be used yet:\n- a: is missing\n- two\n {2}lines\n/);
    assert.match(prompt, /```json/);
  });

  it('repeats question and answer for a model without memory, fenced so that they stay apart', () => {
    const prompt = correctionPrompt(['e'], { prompt: 'Do it', answer: '```json\n{}\n```' });
    assert.match(prompt, /Do it\n```\n/);
    assert.match(prompt, /````\n```json\n\{\}\n```\n````\n/);
  });
});
