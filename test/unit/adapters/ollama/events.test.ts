import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ollamaEnd } from '../../../../src/adapters/ollama/adapter';
import { maxAnswerChars, ollamaTranslator, type OllamaState } from '../../../../src/adapters/ollama/events';
import { anyText } from '../../anyText';

const step = (state: OllamaState, text: string) => ollamaTranslator.step(state, { stream: 'stdout', text });
const say = (content: string) => JSON.stringify({ message: { role: 'assistant', content }, done: false });

describe('ollamaTranslator', () => {
  it('passes over lines and fields that it does not know', () => {
    const lines = ['', '{"done":false}', 'noise', '{"message":{"content":5},"done":false}', '[1]', say('a'), '{"x":1}'];
    const state = lines.reduce((now, line) => step(now, line).state, ollamaTranslator.initial);
    assert.equal(state.text, 'a');
    assert.equal(state.garbage, 'noise');
    assert.equal(state.doneReason, undefined);
  });

  it('is over at the last line and at an error', () => {
    assert.equal(step(ollamaTranslator.initial, '{"done":true,"done_reason":"stop"}').over, 'said-all');
    assert.equal(step(ollamaTranslator.initial, '{"error":"died"}').over, 'given-up');
  });

  it('gives up on an answer without end', () => {
    const full = { ...ollamaTranslator.initial, text: 'x'.repeat(maxAnswerChars) };
    const { state, over } = step(full, say('y'));
    assert.equal(over, 'given-up');
    const end = ollamaEnd(state, 'http://127.0.0.1', 8192);
    assert.ok(end.outcome === 'failed' && end.failure.code === 'output-invalid');
  });

  it('never throws, whatever comes, and always has an end', () => {
    const piece = fc.oneof(
      anyText,
      fc.json(),
      fc.constantFrom('{"__proto__":{"done":true}}', '{"done":true}', '{"message":', say('a').slice(0, 20), say('ok')),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (lines) => {
        const state = lines.reduce((now, line) => step(now, line).state, ollamaTranslator.initial);
        assert.equal(ollamaEnd(state, 'http://127.0.0.1', 8192).type, 'end');
      }),
      { numRuns: 2000 },
    );
  });
});
