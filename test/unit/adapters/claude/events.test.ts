import assert from 'node:assert/strict';
import fc from 'fast-check';
import { claudeTranslator } from '../../../../src/adapters/claude/events';
import { loadTranscript, shownText, stdout, translateAll } from '../transcripts';

const play = (name: string) => translateAll(claudeTranslator('/home/user/project'), loadTranscript(name).lines);
const answer = '```js\n// echo from claude-sonnet-5-5\nconsole.log("Write a hello function");\n```\n';

describe('claude events', () => {
  it('gives live text, usage and cost', () => {
    const { events, state, over } = play('claude-ok');
    const deltas = events.filter((event) => event.type === 'text-delta');
    assert.equal(deltas.length, 4);
    assert.equal(shownText(events), answer);
    assert.equal(state.result?.result, answer);
    assert.deepEqual(events.at(-1), {
      type: 'usage-update',
      inputTokens: 12197,
      outputTokens: 20,
      costUsd: 0.024593999999999998,
    });
    assert.deepEqual(over, { at: loadTranscript('claude-ok').lines.length - 1, how: 'said-all' });
  });

  it('names tools with what they are used on, relative to the working directory', () => {
    const { events, state } = play('claude-tool-acceptEdits');
    assert.deepEqual(
      events.filter((event) => event.type === 'tool-use'),
      [{ type: 'tool-use', name: 'Write', detail: 'fake-made.txt' }],
    );
    assert.equal(state.toolUses, 1);
    const usage = events.filter((event) => event.type === 'usage-update').map((event) => event.outputTokens);
    assert.deepEqual(usage, [20, 67, 67], 'cumulative, not increments');
  });

  it('calls a cut answer void and shows it once', () => {
    const { events } = play('claude-cut-midstream');
    assert.equal(events.filter((event) => event.type === 'retry').length, 2);
    assert.equal(shownText(events), answer);
    const usage = events.filter((event) => event.type === 'usage-update').at(-1);
    assert.deepEqual(usage, {
      type: 'usage-update',
      inputTokens: 36591,
      outputTokens: 52,
      costUsd: 0.07370199999999999,
    });
  });

  it('tells of retries and of denied tools in the log', () => {
    const logs = (name: string) => play(name).events.flatMap((event) => (event.type === 'log' ? [event.message] : []));
    assert.deepEqual(logs('claude-429-retries2'), [
      'Claude Code tries again (1 of 2): the API answered 429.',
      'Claude Code tries again (2 of 2): the API answered 429.',
    ]);
    assert.match(logs('claude-maxturns1-tool').join(), /denied the tool Bash/);
  });

  it('does not take an API error for an answer', () => {
    assert.equal(shownText(play('claude-401-retries0').events), '');
  });

  it('counts cached input, and leaves out what subagents say', () => {
    const usage = { input_tokens: 1, cache_creation_input_tokens: 20, cache_read_input_tokens: 300, output_tokens: 4 };
    const lines = stdout(
      {
        type: 'stream_event',
        parent_tool_use_id: 't1',
        event: { type: 'content_block_delta', delta: { type: 'text_delta', text: 'sub' } },
      },
      { type: 'assistant', parent_tool_use_id: 't1', message: { id: 'a', content: [{ type: 'text', text: 'sub' }] } },
      { type: 'result', subtype: 'success', is_error: false, result: 'ok', usage },
    );
    const { events } = translateAll(claudeTranslator('/w'), lines);
    assert.deepEqual(events, [{ type: 'usage-update', inputTokens: 321, outputTokens: 4 }]);
  });

  it('tells thinking apart from text', () => {
    const event = { type: 'content_block_delta', delta: { type: 'thinking_delta', thinking: 'hm' } };
    const { events } = translateAll(claudeTranslator('/w'), stdout({ type: 'stream_event', event }));
    assert.deepEqual(events, [{ type: 'thinking-delta', text: 'hm' }]);
  });

  it('keeps a result whose lesser fields changed shape', () => {
    const odd = {
      type: 'result',
      is_error: false,
      result: 'ok',
      usage: 'lots',
      modelUsage: [1],
      total_cost_usd: '?',
      errors: 3,
    };
    const { state } = translateAll(claudeTranslator('/w'), stdout(odd));
    assert.equal(state.result?.result, 'ok');
  });

  it('never throws, whatever is printed', () => {
    const known = loadTranscript('claude-tool-acceptEdits').lines.map((line) => line.text);
    const line = fc.oneof(
      fc.string(),
      fc.json(),
      fc.tuple(fc.constantFrom(...known), fc.nat(2000)).map(([text, at]) => text.slice(0, at)),
      fc
        .tuple(
          fc.constantFrom('stream_event', 'assistant', 'system', 'result', 'rate_limit_event', '__proto__'),
          fc.object(),
        )
        .map(([type, rest]) => JSON.stringify({ ...rest, type })),
      fc.constantFrom(...known),
      fc.constantFrom(
        '{"__proto__":{"x":1},"type":"result","is_error":false}',
        '{"type":"result","is_error":null}',
        '\u001b[31m{"type":"result"}',
        'null',
        '[]',
        '{}',
      ),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        translateAll(claudeTranslator('/w'), stdout(...lines));
      }),
      { numRuns: 300 },
    );
  });
});
