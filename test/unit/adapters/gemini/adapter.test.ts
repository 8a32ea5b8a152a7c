import assert from 'node:assert/strict';
import fc from 'fast-check';
import { geminiEnd } from '../../../../src/adapters/gemini/adapter';
import { geminiTranslator } from '../../../../src/adapters/gemini/events';
import type { AttemptEnd } from '../../../../src/core/adapterEvent';
import type { FailureCode } from '../../../../src/core/failure';
import type { AttemptRequest } from '../../../../src/core/ports/modelAdapter';
import type { OutputLine, ProcessEnd } from '../../../../src/core/ports/processRunner';
import { loadTranscript, request, shownText, stdout, translateAll } from '../transcripts';

const now = new Date('2026-01-01T00:00:00.000Z');
const play = (lines: readonly OutputLine[]) => translateAll(geminiTranslator('/home/user/project'), lines);

function endOf(lines: readonly OutputLine[], end: ProcessEnd, more: Partial<AttemptRequest> = {}): AttemptEnd {
  return geminiEnd(request(more), play(lines).state, end, now);
}

function failureOf(end: AttemptEnd) {
  assert.ok(end.outcome === 'failed', JSON.stringify(end));
  return end.failure;
}

const exited = (exitCode: number): ProcessEnd => ({ kind: 'exited', exitCode });
const stderr = (...lines: readonly string[]): OutputLine[] => lines.map((text) => ({ stream: 'stderr', text }));

describe('gemini events', () => {
  it('gives live text and usage, and not the prompt', () => {
    const { events, over } = play(loadTranscript('gemini-ok').lines);
    assert.equal(events.filter((event) => event.type === 'text-delta').length, 9);
    assert.match(shownText(events), /^```js\n\/\/ echo from gemini-2\.5-pro[\s\S]*hello function"\);\n```\n$/);
    assert.deepEqual(events.at(-1), { type: 'usage-update', inputTokens: 8307, outputTokens: 54 });
    assert.equal(over?.how, 'said-all');
  });

  it('names tools; the answer is what was said after the last of them', () => {
    const { events, state } = play([
      ...stdout({ type: 'message', role: 'assistant', content: 'Let me look.', delta: true }),
      ...loadTranscript('gemini-tool').lines,
    ]);
    assert.deepEqual(
      events.filter((event) => event.type === 'tool-use'),
      [{ type: 'tool-use', name: 'list_directory', detail: '.' }],
    );
    assert.match(state.text, /^Let me look\./);
    assert.match(state.answer, /^```js/);
  });

  it('lets the CLI try once more, then gives up', () => {
    const failed = (n: number) =>
      `Attempt ${n} failed with status 503. Retrying with backoff... _ApiError: {"error":{"code":503}}`;
    const { events, over, state } = play(stderr(failed(1), '    at x (y.js:401:2)', failed(2), failed(3)));
    assert.deepEqual(over, { at: 2, how: 'given-up' });
    assert.equal(events.length, 1);
    const end = geminiEnd(request(), state, exited(0), now);
    assert.equal(failureOf(end).code, 'overloaded');
  });

  it('gives up at once where trying is no use', () => {
    const lines = stderr(
      'Attempt 1 failed: You exceeded your current quota, please check.',
      'Suggested retry after 2s.. Retrying after 5583ms...',
    );
    const { over, state } = play(lines);
    assert.deepEqual(over, { at: 1, how: 'given-up' });
    assert.deepEqual(failureOf(geminiEnd(request(), state, exited(0), now)).retryAt, '2026-01-01T00:00:02.000Z');
  });

  it('does not give up when the CLI does', () => {
    assert.equal(play(stderr('Attempt 1 failed: overloaded. Max attempts reached')).over, undefined);
  });

  it('never throws, whatever is printed', () => {
    const known = loadTranscript('gemini-tool').lines.map((line) => line.text);
    const line = fc.oneof(
      fc.string(),
      fc.json(),
      fc.tuple(fc.constantFrom(...known), fc.nat(300)).map(([text, at]) => text.slice(0, at)),
      fc
        .tuple(fc.constantFrom('init', 'message', 'tool_use', 'tool_result', 'error', 'result'), fc.object())
        .map(([type, rest]) => JSON.stringify({ ...rest, type })),
      fc.constantFrom(...known),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), fc.boolean(), fc.nat(255), (lines, asStderr, code) => {
        const output = asStderr ? stderr(...lines) : stdout(...lines);
        assert.equal(typeof endOf(output, exited(code)).outcome, 'string');
      }),
      { numRuns: 300 },
    );
  });
});

describe('the end of an attempt with Gemini CLI', () => {
  for (const name of ['gemini-ok', 'gemini-tool', 'gemini-automodel']) {
    it(`is the answer for ${name}`, () => {
      const { lines, end } = loadTranscript(name);
      const ended = endOf(lines, end, { access: 'none' });
      assert.ok(ended.outcome === 'succeeded' && ended.text.startsWith('```js'), JSON.stringify(ended));
    });
  }

  const failing: readonly (readonly [string, FailureCode, RegExp])[] = [
    ['gemini-400', 'not-signed-in', /run `gemini` once in a terminal.*API key not valid/],
    ['gemini-401', 'not-signed-in', /run `gemini` once/],
    ['gemini-429', 'rate-limited', /current quota/],
    ['gemini-429-maxattempts1', 'rate-limited', /current quota/],
    ['gemini-429-dailyquota', 'quota-exhausted', /daily quota/],
    ['gemini-500-maxattempts1', 'overloaded', /overloaded/],
    ['gemini-503', 'overloaded', /overloaded/],
    ['gemini-cut', 'network', /terminated/],
    ['gemini-nope-model', 'model-unknown', /does not know the model model-1.*registry\.md/],
    ['gemini-refused', 'network', /fetch failed/],
    ['gemini-nokey', 'not-signed-in', /billing\.allowApiKeys/],
    ['gemini-noauthsetting', 'not-signed-in', /run `gemini` once/],
    ['gemini-notrust', 'untrusted', /--skip-trust/],
    ['gemini-unknownflag', 'crashed', /Unknown argument: banana Update Gemini CLI/],
  ];
  for (const [name, code, message] of failing) {
    it(`is ${code} for ${name}`, () => {
      const { lines, end } = loadTranscript(name);
      const failure = failureOf(endOf(lines, end));
      assert.equal(failure.code, code);
      assert.match(failure.message, message);
    });
  }

  it('says when to come back', () => {
    const { lines } = loadTranscript('gemini-429-retryafter2');
    const stdoutOnly = lines.filter((line) => line.stream === 'stdout');
    const failure = failureOf(endOf(stdoutOnly, exited(173)));
    assert.deepEqual([failure.code, failure.retryAt], ['rate-limited', '2026-01-01T00:00:02.000Z']);
  });

  it('is a failure without a result line, even with exit 0', () => {
    const { lines } = loadTranscript('gemini-kill-sigterm-norelaunch');
    const stdoutOnly = lines.filter((line) => line.stream === 'stdout');
    assert.equal(failureOf(endOf(stdoutOnly, exited(0))).code, 'output-empty');
    assert.equal(failureOf(endOf(lines, exited(0))).code, 'output-empty');
    assert.equal(failureOf(endOf(stdout('hello'), exited(0))).code, 'output-invalid');
    assert.equal(failureOf(endOf([], exited(3))).code, 'crashed');
    assert.equal(failureOf(endOf([], exited(173))).code, 'rate-limited');
  });

  it('is a failure with a good result and a bad exit code', () => {
    const { lines } = loadTranscript('gemini-ok');
    assert.equal(failureOf(endOf(lines, exited(7))).code, 'crashed');
  });

  it('may be wordless after editing, but only then', () => {
    const used = stdout({ type: 'tool_use', tool_name: 'write_file' }, { type: 'result', status: 'success' });
    assert.equal(endOf(used, exited(0)).outcome, 'succeeded');
    assert.equal(failureOf(endOf(used, exited(0), { access: 'read-only' })).code, 'output-empty');
    assert.equal(failureOf(endOf(stdout({ type: 'result', status: 'success' }), exited(0))).code, 'output-empty');
  });

  it('is what ended the process', () => {
    assert.deepEqual(endOf([], { kind: 'stopped', why: 'cancelled' }), { type: 'end', outcome: 'cancelled' });
    assert.equal(failureOf(endOf([], { kind: 'stopped', why: 'idle' })).code, 'idle');
  });
});
