import assert from 'node:assert/strict';
import fc from 'fast-check';
import { claudeLineSchema } from '../../../../src/adapters/claude/lines';
import { readTextDelta } from '../../../../src/adapters/claude/readTextDelta';

const line = (delta: unknown, more: object = {}) => ({
  type: 'stream_event',
  event: { type: 'content_block_delta', index: 0, delta },
  ...more,
});

describe('reading a text delta by hand', () => {
  it('takes what Claude Code streams', () => {
    assert.equal(
      readTextDelta(line({ type: 'text_delta', text: 'Hi' }, { parent_tool_use_id: null, uuid: 'x' })),
      'Hi',
    );
    assert.equal(readTextDelta(line({ type: 'text_delta', text: '' })), '');
  });

  it('leaves to the schema what could mean something else', () => {
    for (const other of [
      undefined,
      null,
      [],
      line({ type: 'text_delta', text: 'of a subagent' }, { parent_tool_use_id: 'toolu_1' }),
      line({ type: 'thinking_delta', thinking: 'hm' }),
      line({ type: 'text_delta', text: 'x', thinking: 'y' }),
      line({ type: 'text_delta', text: 3 }),
      line(undefined),
      { ...line({ type: 'text_delta', text: 'x' }), type: 'assistant' },
      { type: 'stream_event', event: { type: 'message_start', delta: { type: 'text_delta', text: 'x' } } },
    ]) {
      assert.equal(readTextDelta(other), undefined);
    }
  });

  it('reads as the schema does, or not at all', () => {
    const some = fc.oneof(
      fc.string(),
      fc.constant(null),
      fc.constant(undefined),
      fc.integer(),
      fc.constant('text_delta'),
    );
    const anyLine = fc.record(
      {
        type: fc.constantFrom('stream_event', 'stream_event', 'assistant'),
        event: fc.record(
          {
            type: fc.constantFrom('content_block_delta', 'content_block_delta', 'message_delta'),
            delta: fc.record(
              { type: fc.oneof(fc.constant('text_delta'), some), text: some, thinking: fc.option(some, { freq: 3 }) },
              { requiredKeys: [] },
            ),
            message: some,
            usage: some,
          },
          { requiredKeys: [] },
        ),
        parent_tool_use_id: some,
      },
      { requiredKeys: [] },
    );
    let read = 0;
    fc.assert(
      fc.property(anyLine, (value) => {
        const text = readTextDelta(value);
        if (text === undefined) return;
        read += 1;
        const parsed = claudeLineSchema.parse(value);
        assert.ok(parsed?.type === 'stream_event' && (parsed.parent_tool_use_id ?? null) === null);
        assert.deepEqual(
          [parsed.event.type, parsed.event.delta?.text, parsed.event.delta?.thinking],
          ['content_block_delta', text, undefined],
        );
      }),
      { numRuns: 3000 },
    );
    assert.ok(read > 5, `only ${read} lines were read by hand`);
  });
});
