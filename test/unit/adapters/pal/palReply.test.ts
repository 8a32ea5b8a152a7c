import assert from 'node:assert/strict';
import { chatFailure } from '../../../../src/adapters/pal/chatFailure';
import { readPalReply } from '../../../../src/adapters/pal/palReply';

const result = (output: unknown, isError = false) => ({
  content: [{ type: 'text', text: typeof output === 'string' ? output : JSON.stringify(output) }],
  isError,
});
const offer = (remaining_turns: number) => ({ continuation_id: 't1', note: '', remaining_turns });

describe('readPalReply', () => {
  it('reads answer, thread and usage', () => {
    const reply = readPalReply(
      result({
        status: 'continuation_available',
        content: 'Hello',
        metadata: { return_code: 0, input_tokens: 12, output_tokens: 3 },
        continuation_offer: offer(45),
      }),
    );
    assert.deepEqual(reply, {
      ok: true,
      text: 'Hello',
      continuationId: 't1',
      usage: { inputTokens: 12, outputTokens: 3 },
    });
  });

  it('sees an error that comes as a success', () => {
    const error = { status: 'continuation_available', content: 'API Error (429)', continuation_offer: offer(49) };
    assert.equal(readPalReply(result({ ...error, metadata: { is_error: true, return_code: 1 } })).ok, false);
    assert.equal(readPalReply(result({ ...error, metadata: { return_code: 1 } })).ok, false);
    assert.equal(readPalReply(result({ ...error, metadata: { is_error: true } })).ok, false);
    assert.equal(
      readPalReply(result({ status: 'error', content: 'x', metadata: null, continuation_offer: null })).ok,
      false,
    );
  });

  it('sees an error in plain words', () => {
    assert.deepEqual(readPalReply(result("Conversation thread 't1' was not found", true)), {
      ok: false,
      text: "Conversation thread 't1' was not found",
    });
  });

  it('lets go of a thread that is nearly full', () => {
    const reply = readPalReply(result({ status: 'success', content: 'x', continuation_offer: offer(2) }));
    assert.equal(reply.continuationId, undefined);
  });

  it('is a failure for what is no tool result at all', () => {
    for (const garbage of [undefined, 7, 'text', { content: 'x' }, { content: [{ no: 'type' }] }]) {
      assert.equal(readPalReply(garbage).ok, false);
    }
  });
});

describe('chatFailure', () => {
  for (const [text, code] of Object.entries({
    "Model 'x' is not available with current API keys. Available models: a, b": 'model-unknown',
    'Error code: 401 - invalid api key': 'not-signed-in',
    'Error code: 429 - rate limit reached': 'rate-limited',
    'You exceeded your current quota, please check your plan and billing details': 'quota-exhausted',
    'Error code: 529 overloaded': 'overloaded',
    'The selected files are too large for analysis (estimated 22,138 tokens, limit 22,040 -- over by 98)': 'refused',
    "Error code: 400 - This model's maximum context length is 65536 tokens": 'refused',
    'Request timed out.': 'timeout',
    'Connection error.': 'network',
    'Something else': 'crashed',
  })) {
    it(`is ${code} for: ${text}`, () => {
      const failure = chatFailure('deepseek', text);
      assert.equal(failure.code, code);
      assert.match(failure.message, /deepseek/);
    });
  }
});
