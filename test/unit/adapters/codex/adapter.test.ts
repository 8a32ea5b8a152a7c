import assert from 'node:assert/strict';
import fc from 'fast-check';
import { codexEnd, unusable } from '../../../../src/adapters/codex/adapter';
import { type AppServerState, appServerTranslator } from '../../../../src/adapters/codex/appServerEvents';
import { execTranslator } from '../../../../src/adapters/codex/execEvents';
import type { AttemptEnd } from '../../../../src/core/adapterEvent';
import type { FailureCode } from '../../../../src/core/failure';
import type { AttemptRequest } from '../../../../src/core/ports/modelAdapter';
import type { OutputLine, ProcessEnd } from '../../../../src/core/ports/processRunner';
import { loadTranscript, request, shownText, stdout, translateAll } from '../transcripts';

const now = new Date('2026-01-01T00:00:00.000Z');
const exited = (exitCode: number): ProcessEnd => ({ kind: 'exited', exitCode });
const exec = (lines: readonly OutputLine[]) => translateAll(execTranslator('/home/user/project'), lines);
const execEnd = (lines: readonly OutputLine[], end: ProcessEnd, more: Partial<AttemptRequest> = {}) =>
  codexEnd(request(more), exec(lines).state, end, now);

const appLines = (name: string) => loadTranscript(name).lines;
const app = (lines: readonly OutputLine[], more: Partial<AttemptRequest> = {}) =>
  translateAll(appServerTranslator(request(more)), lines);
const answer = '```js\n// echo from gpt-5.1-codex\nconsole.log("hello");\n```\n';

function failureOf(end: AttemptEnd) {
  assert.ok(end.outcome === 'failed', JSON.stringify(end));
  return end.failure;
}

describe('the interrupt of codex app-server', () => {
  const translator = appServerTranslator(request());
  const after = (...lines: readonly object[]) =>
    stdout(...lines).reduce((state, line) => translator.step(state, line).state, translator.initial);
  const thread = { id: 3, result: { thread: { id: 'thread-1' } } };

  it('names the thread and the turn that the server has given', () => {
    const state = after(thread, { id: 4, result: { turn: { id: 'turn-1', status: 'inProgress' } } });
    assert.deepEqual(translator.interrupt?.(state), [
      '{"id":5,"method":"turn/interrupt","params":{"threadId":"thread-1","turnId":"turn-1"}}',
    ]);
  });

  it('is not possible before there is a turn', () => {
    assert.equal(translator.interrupt?.(after()), undefined);
    assert.equal(translator.interrupt?.(after(thread)), undefined);
  });
});

describe('codex exec', () => {
  it('gives whole messages, usage and tools', () => {
    const { events, over } = exec(loadTranscript('codex-tool-workspace-write').lines);
    assert.deepEqual(
      events.filter((event) => event.type === 'tool-use'),
      [{ type: 'tool-use', name: 'shell', detail: "/bin/bash -lc 'touch fake-made.txt'" }],
    );
    assert.match(shownText(events), /^```js/);
    assert.deepEqual(events.at(-1), { type: 'usage-update', inputTokens: 20103, outputTokens: 38 });
    assert.equal(over?.how, 'said-all');
  });

  it('names files that were changed, and keeps messages apart', () => {
    const item = (fields: object) => ({ type: 'item.completed', item: { id: 'i', ...fields } });
    const { events, state } = exec(
      stdout(
        item({ id: 'a', type: 'agent_message', text: 'First.' }),
        item({
          type: 'file_change',
          changes: [
            { path: '/home/user/project/src/a.ts', kind: 'add' },
            { path: 'b.ts', kind: 'update' },
          ],
        }),
        item({ type: 'reasoning', text: 'hm' }),
        item({ id: 'b', type: 'agent_message', text: 'Last.' }),
      ),
    );
    assert.equal(shownText(events), 'First.\n\nLast.');
    assert.equal(state.answer, 'Last.');
    assert.ok(events.some((event) => event.type === 'tool-use' && event.detail === 'src/a.ts, b.ts'));
    assert.ok(events.some((event) => event.type === 'thinking-delta'));
  });

  it('is patient while it looks for a way to the API', () => {
    const { lines, end } = loadTranscript('codex-openai-baseurl');
    assert.equal(exec(lines).over?.how, 'said-all');
    assert.equal(execEnd(lines, end).outcome, 'succeeded');
  });

  it('gives up at the second retry of what the server refuses', () => {
    const { over, state } = exec(loadTranscript('codex-500').lines);
    assert.equal(over?.how, 'given-up');
    assert.equal(failureOf(codexEnd(request(), state, exited(0), now)).code, 'overloaded');
  });

  it('does not wait for a network that is not there', () => {
    const { lines } = loadTranscript('codex-refused');
    const { over, state } = exec(lines);
    assert.equal(over?.how, 'given-up');
    assert.equal(failureOf(codexEnd(request(), state, exited(0), now)).code, 'network');
    const early = exec(lines.slice(0, -2)).state;
    assert.equal(failureOf(codexEnd(request(), early, { kind: 'stopped', why: 'idle' }, now)).code, 'network');
    assert.equal(failureOf(codexEnd(request(), exec([]).state, { kind: 'stopped', why: 'idle' }, now)).code, 'idle');
  });

  for (const name of ['codex-ok', 'codex-tool-workspace-write', 'codex-tool-readonly', 'codex-session2-resume']) {
    it(`ends with the answer for ${name}`, () => {
      const { lines, end } = loadTranscript(name);
      const ended = execEnd(lines, end, { access: 'none' });
      assert.ok(ended.outcome === 'succeeded' && ended.text.startsWith('```js'), JSON.stringify(ended));
    });
  }

  const failing: readonly (readonly [string, FailureCode, RegExp])[] = [
    ['codex-401-retries0', 'not-signed-in', /run `codex login` once in a terminal.*Incorrect API key/],
    ['codex-429-retries0', 'rate-limited', /429/],
    ['codex-429-quota-retries0', 'quota-exhausted', /Quota exceeded/],
    ['codex-500-retries0', 'overloaded', /high demand/],
    ['codex-503', 'overloaded', /503/],
    ['codex-cut-retries0', 'network', /stream disconnected/],
    ['codex-cut-retries1', 'network', /stream disconnected/],
    ['codex-nokey', 'not-signed-in', /LOOP_KEY/],
    ['codex-nope-model', 'model-unknown', /does not know the model model-1.*registry\.md/],
    ['codex-unknownflag', 'crashed', /unexpected argument '--banana' found Update Codex CLI/],
    ['codex-empty-stdin', 'crashed', /No prompt provided/],
  ];
  for (const [name, code, message] of failing) {
    it(`ends as ${code} for ${name}`, () => {
      const { lines, end } = loadTranscript(name);
      const failure = failureOf(execEnd(lines, end));
      assert.equal(failure.code, code);
      assert.match(failure.message, message);
    });
  }

  it('is no success without a result, with a bad exit code, or without an answer', () => {
    assert.equal(failureOf(execEnd([], exited(0))).code, 'output-empty');
    assert.equal(failureOf(execEnd(stdout('hello'), exited(0))).code, 'output-invalid');
    assert.equal(failureOf(execEnd(loadTranscript('codex-ok').lines, exited(1))).code, 'crashed');
    const empty = stdout({ type: 'turn.completed' });
    assert.equal(failureOf(execEnd(empty, exited(0))).code, 'output-empty');
    assert.deepEqual(execEnd([], { kind: 'stopped', why: 'cancelled' }), { type: 'end', outcome: 'cancelled' });
  });

  it('says when a used-up plan comes back', () => {
    const message = "You've hit your usage limit. Upgrade to Pro or try again in 2 hours 5 minutes.";
    const failure = failureOf(execEnd(stdout({ type: 'turn.failed', error: { message } }), exited(1)));
    assert.deepEqual([failure.code, failure.retryAt], ['quota-exhausted', '2026-01-01T02:05:00.000Z']);
  });
});

describe('codex app-server', () => {
  it('leads the conversation: handshake, thread, turn', () => {
    const { sent, events, state, over } = app(appLines('codex-app-ok'), { thinking: 'high', access: 'read-only' });
    const messages = sent.map((line): unknown => JSON.parse(line));
    assert.deepEqual(messages.slice(0, 3), [
      { id: 1, method: 'initialize', params: { clientInfo: { name: 'mao', title: 'MAO', version: '0.1.0' } } },
      { method: 'initialized' },
      { id: 2, method: 'config/read', params: { includeLayers: false } },
    ]);
    assert.deepEqual(messages[3], {
      id: 3,
      method: 'thread/start',
      params: {
        model: 'model-1',
        cwd: '/home/user/project',
        approvalPolicy: 'never',
        sandbox: 'read-only',
        ephemeral: true,
        config: {
          projects: { '/home/user/project': { trust_level: 'untrusted' } },
          model_providers: { loop: { request_max_retries: 0, stream_max_retries: 0 } },
        },
      },
    });
    assert.deepEqual(messages[4], {
      id: 4,
      method: 'turn/start',
      params: { threadId: state.thread, input: [{ type: 'text', text: request().prompt }], effort: 'high' },
    });
    assert.equal(messages.length, 5);
    assert.equal(shownText(events), answer);
    assert.ok(events.filter((event) => event.type === 'text-delta').length > 1);
    assert.ok(
      events.some((event) => event.type === 'usage-update' && event.outputTokens === 15 && event.inputTokens === 9844),
      JSON.stringify(events.at(-1)),
    );
    assert.equal(over?.how, 'said-all');
    assert.deepEqual(codexEnd(request(), state, exited(0), now), { type: 'end', outcome: 'succeeded', text: answer });
  });

  it('touches no retries where the provider is built in', () => {
    const { sent } = app(
      stdout({ id: 1, result: {} }, { id: 2, result: { config: { model_provider: null, model_providers: {} } } }),
    );
    assert.doesNotMatch(sent.at(-1) ?? '', /max_retries/);
    const old = app(stdout({ id: 1, result: {} }, { id: 2, error: { code: -32601, message: 'unknown' } }));
    assert.match(old.sent.at(-1) ?? '', /thread\/start/);
  });

  it('tells of tools', () => {
    const { events, state } = app(appLines('codex-app-tool-write'));
    assert.equal(state.toolUses, 1);
    assert.ok(
      events.some((event) => event.type === 'tool-use' && event.name === 'shell' && event.detail.includes('made.txt')),
    );
  });

  it('calls a cut answer void and shows nothing twice', () => {
    const { events, state } = app(appLines('codex-app-cut-retry1'));
    assert.equal(events.filter((event) => event.type === 'retry').length, 1);
    assert.equal(shownText(events), '```js\n// echo from gpt-5.1-codex\nconsole.log("he');
    assert.equal(failureOf(codexEnd(request(), state, exited(0), now)).code, 'network');
  });

  it('declines whatever the server asks for', () => {
    const asked = [
      'item/commandExecution/requestApproval',
      'item/fileChange/requestApproval',
      'item/permissions/requestApproval',
      'mcpServer/elicitation/request',
      'item/tool/requestUserInput',
      'item/tool/call',
      'account/chatgptAuthTokens/refresh',
      'something/new',
      'constructor',
    ];
    const { sent } = app(stdout(...asked.map((method, index) => ({ id: 100 + index, method, params: {} }))));
    const answers = sent.slice(1);
    assert.equal(answers.length, asked.length);
    answers.forEach((line, index) => assert.match(line, new RegExp(`"id":${100 + index}\\b`)));
    assert.doesNotMatch(answers.join('\n'), /accept|approved/i);
  });

  it('hears its own thread only', () => {
    const other = { method: 'item/agentMessage/delta', params: { threadId: 'other', itemId: 'x', delta: 'not mine' } };
    const done = {
      method: 'turn/completed',
      params: { threadId: 'other', turn: { status: 'completed', error: null } },
    };
    const { events, over } = app([...appLines('codex-app-ok').slice(0, 8), ...stdout(other, done)]);
    assert.equal(shownText(events), '');
    assert.equal(over, undefined);
  });

  const failing: readonly (readonly [string, FailureCode])[] = [
    ['codex-app-401', 'not-signed-in'],
    ['codex-app-429', 'rate-limited'],
    ['codex-app-quota', 'quota-exhausted'],
    ['codex-app-500', 'overloaded'],
    ['codex-app-503', 'overloaded'],
    ['codex-app-cut', 'network'],
    ['codex-app-nope-model', 'model-unknown'],
    ['codex-app-refused', 'network'],
  ];
  for (const [name, code] of failing) {
    it(`ends as ${code} for ${name}`, () => {
      const { state, over } = app(appLines(name));
      assert.ok(over);
      assert.equal(failureOf(codexEnd(request(), state, exited(0), now)).code, code);
    });
  }

  it('says when the account limit resets', () => {
    const limits = {
      rateLimits: {
        primary: { usedPercent: 100, resetsAt: 1_795_400_000 },
        secondary: { usedPercent: 3, resetsAt: 1_800_000_000 },
      },
    };
    const [ok, failed] = [appLines('codex-app-ok').slice(0, 8), appLines('codex-app-quota').slice(-1)];
    const own = /"thread":\{"id":"([^"]+)"/.exec(ok.map((line) => line.text).join())?.[1] ?? '';
    const turn = failed.map((line) => ({
      ...line,
      text: line.text.replace(/"threadId":"[^"]+"/, `"threadId":"${own}"`),
    }));
    const { state } = app([...ok, ...stdout({ method: 'account/rateLimits/updated', params: limits }), ...turn]);
    const failure = failureOf(codexEnd(request(), state, exited(0), now));
    assert.deepEqual([failure.code, failure.retryAt], ['quota-exhausted', '2026-11-23T02:13:20.000Z']);
  });

  it('leaves to exec what failed before its work began, and nothing else', () => {
    const live = new AbortController().signal;
    const outcome = (state: AppServerState, end: ProcessEnd, late = false) => ({
      kind: 'ended' as const,
      state,
      end,
      late,
    });
    const stderr: OutputLine[] = [{ stream: 'stderr', text: "error: unrecognized subcommand 'app-server'" }];
    assert.match(unusable(outcome(app(stderr).state, exited(2)), live) ?? '', /unrecognized subcommand/);
    const refused = app(
      stdout({ id: 1, result: {} }, { id: 2, result: {} }, { id: 3, error: { message: 'no such thing' } }),
    );
    assert.equal(refused.over?.how, 'given-up');
    assert.equal(unusable(outcome(refused.state, exited(0)), live), 'no such thing');
    assert.equal(
      unusable(outcome(app([]).state, { kind: 'stopped', why: 'cancelled' }, true), live),
      'it did not answer in time',
    );
    assert.equal(unusable(outcome(app([]).state, exited(2)), AbortSignal.abort()), undefined);
    assert.equal(
      unusable(outcome(app([]).state, { kind: 'not-started', errorCode: 'EACCES', message: '' }), live),
      undefined,
    );
    assert.equal(unusable(outcome(app([]).state, { kind: 'stopped', why: 'idle' }), live), undefined);
    assert.equal(unusable(outcome(app(appLines('codex-app-401')).state, exited(0)), live), undefined);
  });

  it('never throws, whatever is printed', () => {
    const known = [...appLines('codex-app-tool-write'), ...loadTranscript('codex-tool-workspace-write').lines].map(
      (line) => line.text,
    );
    const methods = fc.constantFrom(
      'error',
      'turn/completed',
      'item/started',
      'item/completed',
      'account/rateLimits/updated',
      'thread/tokenUsage/updated',
    );
    const line = fc.oneof(
      fc.string(),
      fc.json(),
      fc.tuple(methods, fc.object()).map(([method, params]) => JSON.stringify({ method, params })),
      fc.tuple(fc.nat(5), fc.object()).map(([id, result]) => JSON.stringify({ id, result })),
      fc.tuple(fc.constantFrom(...known), fc.nat(400)).map(([text, at]) => text.slice(0, at)),
      fc.constantFrom(...known),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), fc.nat(3), (lines, code) => {
        const output = stdout(...lines);
        assert.equal(typeof codexEnd(request(), app(output).state, exited(code), now).outcome, 'string');
        assert.equal(typeof execEnd(output, exited(code)).outcome, 'string');
      }),
      { numRuns: 300 },
    );
  });
});
