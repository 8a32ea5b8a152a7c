import assert from 'node:assert/strict';
import { claudeEnd } from '../../../../src/adapters/claude/adapter';
import { claudeTranslator } from '../../../../src/adapters/claude/events';
import type { AttemptEnd } from '../../../../src/core/adapterEvent';
import type { FailureCode } from '../../../../src/core/failure';
import type { AttemptRequest } from '../../../../src/core/ports/modelAdapter';
import type { OutputLine, ProcessEnd } from '../../../../src/core/ports/processRunner';
import { loadTranscript, request, stdout, translateAll } from '../transcripts';

const now = new Date('2026-11-23T00:00:00.000Z');

function endOf(lines: readonly OutputLine[], end: ProcessEnd, more: Partial<AttemptRequest> = {}): AttemptEnd {
  return claudeEnd(request(more), translateAll(claudeTranslator('/home/user/project'), lines).state, end, now);
}

function endOfTranscript(name: string, more: Partial<AttemptRequest> = {}): AttemptEnd {
  const { lines, end } = loadTranscript(name);
  return endOf(lines, end, more);
}

const exited = (exitCode: number): ProcessEnd => ({ kind: 'exited', exitCode });
const result = (more: Readonly<Record<string, unknown>>) =>
  stdout({ type: 'result', subtype: 'success', is_error: false, result: 'ok', ...more });

function failureOf(end: AttemptEnd) {
  assert.ok(end.outcome === 'failed', JSON.stringify(end));
  return end.failure;
}

describe('the end of an attempt with Claude Code', () => {
  it('is the answer', () => {
    const end = endOfTranscript('claude-ok', { access: 'none' });
    assert.deepEqual(end, {
      type: 'end',
      outcome: 'succeeded',
      text: '```js\n// echo from claude-sonnet-5-5\nconsole.log("Write a hello function");\n```\n',
    });
    assert.equal(endOfTranscript('claude-tool-acceptEdits').outcome, 'succeeded');
    assert.equal(endOfTranscript('claude-cut-midstream').outcome, 'succeeded');
  });

  const failing: readonly (readonly [string, FailureCode, RegExp])[] = [
    ['claude-401-retries0', 'not-signed-in', /^Claude Code is not signed in: run `claude` once in a terminal\./],
    ['claude-nokey', 'not-signed-in', /^Claude Code is not signed in: run `claude` once in a terminal\./],
    ['claude-429-retries0', 'rate-limited', /rate limit/],
    ['claude-429-retries2', 'rate-limited', /rate limit/],
    ['claude-500-retries0', 'overloaded', /\(500\)/],
    ['claude-529-retries1', 'overloaded', /\(529\)/],
    ['claude-nope-model', 'model-unknown', /does not know the model model-1.*registry\.md/],
    ['claude-refused', 'network', /could not reach.*ECONNREFUSED/],
    ['claude-maxturns1-tool', 'output-invalid', /limit of turns.*--max-turns/],
    ['claude-empty-stdin', 'crashed', /code 1: Error: Input must be provided/],
    ['claude-unknownflag', 'crashed', /unknown option '--banana' Update Claude Code/],
    ['claude-kill-sigint-hang', 'crashed', /aborted_streaming/],
    ['claude-kill-sigterm-hang', 'crashed', /code 143/],
    ['claude-session3-resume-unknown', 'crashed', /No conversation found/],
  ];
  for (const [name, code, message] of failing) {
    it(`is ${code} for ${name}`, () => {
      const failure = failureOf(endOfTranscript(name));
      assert.equal(failure.code, code);
      assert.match(failure.message, message);
      assert.equal(failure.retryAt, undefined);
    });
  }

  const results: readonly (readonly [Readonly<Record<string, unknown>>, FailureCode])[] = [
    [{ is_error: true, api_error_status: 403, result: 'no access' }, 'not-signed-in'],
    [{ is_error: true, api_error_status: 402, result: 'pay' }, 'quota-exhausted'],
    [{ is_error: true, api_error_status: 400, result: 'Credit balance is too low' }, 'quota-exhausted'],
    [{ is_error: true, api_error_status: 400, result: 'Prompt is too long' }, 'refused'],
    [
      { is_error: true, api_error_status: 429, result: "You've hit your session limit · resets 10pm" },
      'quota-exhausted',
    ],
    [
      {
        is_error: true,
        api_error_status: 429,
        result: 'API Error: Server is temporarily limiting requests (not your usage limit) · Slow down',
      },
      'rate-limited',
    ],
    [{ is_error: true, api_error_status: 503, result: '' }, 'overloaded'],
    [{ is_error: true, subtype: 'error_max_budget_usd' }, 'budget'],
    [{ is_error: true, result: 'API Error: Connection error.' }, 'network'],
    [{ is_error: true, result: 'OAuth token has expired' }, 'not-signed-in'],
    [{ is_error: true, stop_reason: 'refusal', result: '' }, 'refused'],
    [{ stop_reason: 'refusal', result: 'I can not' }, 'refused'],
    [{ is_error: true, subtype: 'error_during_execution', errors: ['boom'], result: undefined }, 'crashed'],
    [{ result: '  ' }, 'output-empty'],
  ];
  for (const [fields, code] of results) {
    it(`is ${code} for ${JSON.stringify(fields)}`, () => {
      assert.equal(failureOf(endOf(result(fields), exited(fields['is_error'] ? 1 : 0))).code, code);
    });
  }

  it('says when a used-up plan comes back', () => {
    const limit = { type: 'rate_limit_event', rate_limit_info: { status: 'rejected', resetsAt: 1_795_400_000 } };
    const failed = result({ is_error: true, api_error_status: 429, result: 'limit' });
    const failure = failureOf(endOf([...stdout(limit), ...failed], exited(1)));
    assert.deepEqual([failure.code, failure.retryAt], ['quota-exhausted', '2026-11-23T02:13:20.000Z']);
    const inWords = "You've hit your session limit · resets 3am (UTC)";
    const said = failureOf(endOf(result({ is_error: true, api_error_status: 429, result: inWords }), exited(1)));
    assert.deepEqual([said.code, said.retryAt], ['quota-exhausted', '2026-11-23T03:00:00.000Z']);
  });

  it('says when a rate limit ends', () => {
    const words = 'API Error: Request rejected (429) · try again in 20s';
    const said = failureOf(endOf(result({ is_error: true, api_error_status: 429, result: words }), exited(1)));
    assert.deepEqual([said.code, said.retryAt], ['rate-limited', '2026-11-23T00:00:20.000Z']);
  });

  it('is no success without a result, or with a bad exit code after it', () => {
    const deltas = loadTranscript('claude-kill-sigterm-hang').lines;
    const empty = failureOf(endOf(deltas, exited(0)));
    assert.equal(empty.code, 'output-empty');
    assert.equal(failureOf(endOf([], exited(0))).code, 'output-empty');
    assert.equal(failureOf(endOf(stdout('Welcome!', 'What now?'), exited(0))).code, 'output-invalid');
    assert.equal(failureOf(endOf(result({}), exited(1))).code, 'crashed');
  });

  it('may be wordless after editing, but only then', () => {
    const tool = stdout({
      type: 'assistant',
      message: { id: 'a', content: [{ type: 'tool_use', name: 'Write', input: {} }] },
    });
    const wordless = [...tool, ...result({ result: '' })];
    assert.deepEqual(endOf(wordless, exited(0)), { type: 'end', outcome: 'succeeded', text: '' });
    assert.equal(failureOf(endOf(wordless, exited(0), { access: 'read-only' })).code, 'output-empty');
  });

  it('keeps what was said when the process is ended', () => {
    const { lines } = loadTranscript('claude-kill-sigterm-hang');
    for (const why of ['timeout', 'idle'] as const) {
      const end = endOf(lines, { kind: 'stopped', why });
      assert.equal(failureOf(end).code, why);
      assert.ok(end.outcome === 'failed' && end.text.startsWith('```js'));
    }
    assert.deepEqual(endOf(lines, { kind: 'stopped', why: 'cancelled' }), { type: 'end', outcome: 'cancelled' });
    assert.equal(failureOf(endOf(lines, { kind: 'signalled', signal: 'SIGKILL' })).code, 'crashed');
    const absent = failureOf(endOf([], { kind: 'not-started', errorCode: 'ENOENT', message: 'spawn' }));
    assert.equal(absent.code, 'not-installed');
    assert.match(absent.message, /npm install -g @anthropic-ai\/claude-code.*clis\.claude\.path/);
    assert.equal(failureOf(endOf([], { kind: 'not-started', errorCode: 'EACCES', message: '' })).code, 'not-installed');
    assert.equal(
      failureOf(endOf([], { kind: 'not-started', errorCode: 'E2BIG', message: 'spawn E2BIG' })).code,
      'crashed',
    );
  });
});
