import assert from 'node:assert/strict';
import { PalLab } from './palLab';

describe('chat over a scripted PAL server', function () {
  this.timeout(60_000);
  let lab: PalLab;
  afterEach(async () => {
    assert.deepEqual(await lab.end(), [], 'nothing is left');
  });

  const unknown = { id: 'deepseek', provider: 'deepseek', capabilities: [], model: 'unknown' };

  it('asks a model without a CLI, which answers in text', async () => {
    lab = new PalLab('ok');
    const adapter = lab.adapter(undefined);
    assert.equal(adapter.answers, 'blocks');
    assert.deepEqual(await adapter.availability(), { available: true, path: process.execPath });
    const { events, end, reached } = await lab.attempt(undefined, [], { thinking: 'megathink' });
    assert.equal(reached, 'pal');
    assert.ok(end.outcome === 'succeeded');
    assert.match(end.text, /^model-1 was asked \d+ $/, "without PAL's own words");
    assert.deepEqual(
      events.filter((event) => event.type === 'usage-update'),
      [{ type: 'usage-update', inputTokens: 11, outputTokens: 7 }],
    );
    assert.equal(lab.seen.calls[0]?.['thinking_mode'], 'high');
  });

  it('gives a prompt that is too long for PAL as a file', async () => {
    lab = new PalLab('ok');
    const { end } = await lab.attempt(undefined, [], { prompt: 'x'.repeat(90_000) });
    assert.ok(end.outcome === 'succeeded');
    assert.match(end.text, / 90000$/);
  });

  it('says why there is no answer, by code', async () => {
    lab = new PalLab('ok');
    assert.equal((await lab.attempt(undefined, [], { model: unknown })).code, 'model-unknown');
    await lab.end();
    lab = new PalLab('crash');
    assert.equal((await lab.attempt(undefined, [])).code, 'crashed');
    await lab.end();
    lab = new PalLab('die-at-call');
    assert.equal((await lab.attempt(undefined, [])).code, 'crashed');
    await lab.end();
    lab = new PalLab('ok', { approved: false });
    assert.equal((await lab.attempt(undefined, [])).code, 'not-installed');
  });

  it('ends a call that takes too long, and one that is cancelled, with its server', async () => {
    lab = new PalLab('chat-block');
    const late = await lab.attempt(undefined, [], { limits: { idleSeconds: 60, attemptSeconds: 0.5 } });
    assert.equal(late.code, 'timeout');
    const cancel = new AbortController();
    const running = lab.attempt(undefined, [], {}, cancel.signal);
    while (lab.seen.calls.length < 2) await new Promise((done) => setTimeout(done, 20));
    const at = Date.now();
    cancel.abort();
    assert.equal((await running).end.outcome, 'cancelled');
    assert.ok(Date.now() - at < 4000);
  });
});
