import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { createOllamaAdapter } from '../../../src/adapters/ollama/adapter';
import { createProcessRunner } from '../../../src/adapters/process/processRunner';
import type { AdapterEvent } from '../../../src/core/adapterEvent';
import { cliSettingsSchema } from '../../../src/core/machineSettings';
import { nullLogger } from '../../../src/core/ports/logger';
import type { AttemptRequest } from '../../../src/core/ports/modelAdapter';
import { startOllama, type Answer, type OllamaServer } from '../ollamaServer';

const request: AttemptRequest = {
  model: { id: 'codellama', provider: 'ollama', cli: 'ollama', capabilities: [], model: 'codellama:34b' },
  prompt: 'MAO-Task: workstream\n\nDo it.\n',
  workdir: '/w',
  access: 'edit',
  limits: { idleSeconds: 20, attemptSeconds: 30 },
};

function adapterAt(url: string, more: Readonly<Record<string, unknown>> = {}) {
  return createOllamaAdapter({
    runner: createProcessRunner({ assertMayExecute: () => assert.fail('starts no program'), logger: nullLogger }),
    settings: cliSettingsSchema.parse({ url, ...more }),
    env: {},
    billing: { allowApiKeys: false },
    workspace: '/w',
    logger: nullLogger,
  });
}

describe('the adapter for Ollama, with a scripted server', function () {
  this.timeout(30_000);
  let server: OllamaServer | undefined;
  afterEach(async () => {
    await server?.close();
    server = undefined;
  });

  async function play(answer: Answer, more: Partial<AttemptRequest> = {}, settings = {}) {
    server = await startOllama(() => answer);
    const events: AdapterEvent[] = [];
    const adapter = adapterAt(server.url, settings);
    for await (const event of adapter.run({ ...request, ...more }, new AbortController().signal)) events.push(event);
    const end = events.at(-1);
    assert.ok(end?.type === 'end', 'the last event is the end');
    assert.equal(events.filter((event) => event.type === 'end').length, 1);
    const failure = end.outcome === 'failed' ? end.failure : undefined;
    return { events, end, failure, code: failure?.code ?? end.outcome, asked: server.asked[0] };
  }

  it('streams the words as they come, then the counts, and ends with the whole answer', async () => {
    const { events, end, asked } = await play({ think: 'Hm.', say: ['Hello ', 'wörld', '\n'] });
    assert.deepEqual(end, { type: 'end', outcome: 'succeeded', text: 'Hello wörld\n' });
    assert.deepEqual(
      events.filter((event) => event.type !== 'raw' && event.type !== 'end'),
      [
        { type: 'thinking-delta', text: 'Hm.' },
        { type: 'text-delta', text: 'Hello ' },
        { type: 'text-delta', text: 'wörld' },
        { type: 'text-delta', text: '\n' },
        { type: 'usage-update', inputTokens: 11, outputTokens: 7 },
      ],
    );
    assert.equal(events.filter((event) => event.type === 'raw').length, 5);
    assert.deepEqual(asked, {
      model: 'codellama:34b',
      messages: [{ role: 'user', content: request.prompt }],
      stream: true,
      truncate: false,
      options: { num_ctx: 8192 },
    });
  });

  it('answers in blocks', () => {
    assert.equal(adapterAt('http://127.0.0.1:1').answers, 'blocks');
  });

  it('takes the context window of the settings, and says when a prompt is too long for it', async () => {
    const { events, asked } = await play({ say: ['ok'] }, { prompt: 'x'.repeat(30_000) }, { numCtx: 4096 });
    assert.equal(asked?.options?.num_ctx, 4096);
    assert.ok(events.some((event) => event.type === 'log' && event.message.includes('clis.ollama.numCtx')));
  });

  const failures: readonly (readonly [string, Answer, string, RegExp])[] = [
    ['an unknown model', { status: 404, body: '{"error":"model \'x\' not found"}' }, 'model-unknown', /ollama pull/],
    ['a prompt that does not fit', { status: 400, body: '{"error":"exceeds the context"}' }, 'refused', /numCtx/],
    ['a missing sign-in', { status: 401, body: '{"error":"unauthorized"}' }, 'not-signed-in', /signin/],
    ['a full server', { status: 503, body: '{"error":"server busy"}' }, 'overloaded', /server busy/],
    ['a failing server', { status: 500, body: '{"error":"out of memory"}' }, 'crashed', /out of memory/],
    ['a redirection', { status: 302, body: '', headers: { location: 'http://127.0.0.1:9' } }, 'network', /url/],
    ['an error in the middle', { say: ['Well'], then: { error: 'runner died' } }, 'crashed', /runner died/],
    ['a dropped connection', { say: ['Well'], then: 'cut' }, 'network', /broke off/],
    ['an end without the last line', { say: ['Well'], then: 'end' }, 'network', /broke off/],
    ['an answer that does not fit', { say: ['Well'], doneReason: 'length' }, 'output-invalid', /numCtx/],
    ['an empty answer', { say: [' \n'] }, 'output-empty', /without an answer/],
    ['something that is no Ollama', { body: '<html>Hello</html>\n' }, 'output-invalid', /no Ollama/],
  ];
  for (const [name, answer, code, message] of failures) {
    it(`fails as ${code} on ${name}`, async () => {
      const played = await play(answer);
      assert.equal(played.code, code);
      assert.match(played.failure?.message ?? '', message);
    });
  }

  it('says when to come back after a rate limit', async () => {
    const { failure } = await play({ status: 429, body: '{"error":"slow down"}', headers: { 'retry-after': '90' } });
    assert.equal(failure?.code, 'rate-limited');
    const wait = Date.parse(failure.retryAt ?? '') - Date.now();
    assert.ok(wait > 30_000 && wait <= 90_000, String(wait));
  });

  it('keeps what was said before a failure', async () => {
    const { end } = await play({ say: ['Well, ', 'so'], then: 'cut' });
    assert.ok(end.outcome === 'failed' && end.text === 'Well, so');
  });

  it('stops a silent server, and one that talks too long', async () => {
    const limits = { idleSeconds: 0.3, attemptSeconds: 20 };
    const idle = await play({ say: ['Well'], then: 'hang' }, { limits });
    assert.equal(idle.code, 'idle');
    assert.match(idle.failure?.message ?? '', /limits\.idleSeconds/);
    await server?.close();
    const short = { idleSeconds: 20, attemptSeconds: 0.3 };
    assert.equal((await play({ say: ['Well'], then: 'hang' }, { limits: short })).code, 'timeout');
  });

  it('is gone within two seconds when it is cancelled, the connection too', async () => {
    server = await startOllama(() => ({ say: ['Well'], then: 'hang' }));
    const cancel = new AbortController();
    let cancelledAt = 0;
    const ends: AdapterEvent[] = [];
    for await (const event of adapterAt(server.url).run(request, cancel.signal)) {
      if (event.type === 'end') ends.push(event);
      if (event.type !== 'text-delta') continue;
      cancelledAt = Date.now();
      cancel.abort();
    }
    assert.ok(Date.now() - cancelledAt < 2000);
    assert.deepEqual(ends, [{ type: 'end', outcome: 'cancelled' }]);
    for (let tries = 0; tries < 100 && (await server.open()) > 0; tries++) await sleep(20);
    assert.equal(await server.open(), 0);
  });

  it('asks nobody when it is cancelled before', async () => {
    server = await startOllama(() => ({ say: ['x'] }));
    const events: AdapterEvent[] = [];
    for await (const event of adapterAt(server.url).run(request, AbortSignal.abort())) events.push(event);
    assert.deepEqual(events, [{ type: 'end', outcome: 'cancelled' }]);
    assert.equal(server.asked.length, 0);
  });

  it('says what to do where no server is', async () => {
    server = await startOllama(() => ({}));
    const { url } = server;
    await server.close();
    server = undefined;
    const events: AdapterEvent[] = [];
    for await (const event of adapterAt(url).run(request, new AbortController().signal)) events.push(event);
    const [end] = events;
    assert.ok(end?.type === 'end' && end.outcome === 'failed');
    assert.equal(end.failure.code, 'network');
    assert.match(end.failure.message, /ollama serve/);
    const availability = await adapterAt(url).availability();
    assert.ok(!availability.available && availability.reason.includes('ollama serve'));
  });

  it('is available where an Ollama answers, and only there', async () => {
    server = await startOllama(() => ({}));
    assert.deepEqual(await adapterAt(server.url).availability(), { available: true, path: server.url });
    const other = createServer((_, response) => response.end('<html></html>'));
    await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
    const silent = createServer(() => undefined);
    await new Promise<void>((done) => silent.listen(0, '127.0.0.1', done));
    const urlOf = (at: typeof other) => {
      const address = at.address();
      return `http://user:secret@127.0.0.1:${typeof address === 'object' ? address?.port : ''}/ollama`;
    };
    try {
      const wrong = await adapterAt(urlOf(other)).availability();
      assert.ok(!wrong.available && /is no Ollama/.test(wrong.reason) && !wrong.reason.includes('secret'));
      const late = await adapterAt(urlOf(silent)).availability();
      assert.ok(!late.available && /did not answer/.test(late.reason));
    } finally {
      for (const at of [other, silent]) {
        at.close();
        at.closeAllConnections();
      }
    }
  });
});
