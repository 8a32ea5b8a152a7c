import assert from 'node:assert/strict';
import type { Failure } from '../../../src/core/failure';
import { ChainLab } from './chainLab';

const chain = ['gemini-pro', 'sonnet', 'opus'];
const failure = (code: Failure['code'], retryAt?: string): Failure => ({
  code,
  message: `It is ${code}.`,
  ...(retryAt === undefined ? {} : { retryAt }),
});
const back = (time: string) => `2026-11-23T${time}.000Z`;

describe('the fallback chain', () => {
  it('goes on to the next model in the words of the specification, once each', async () => {
    const lab = new ChainLab();
    const result = await lab.run(chain, [failure('timeout'), failure('crashed'), 'ok']);
    assert.deepEqual(result, { outcome: 'succeeded', model: 'opus', text: 'done', attempts: 3 });
    assert.deepEqual(lab.said(), [
      'Schema generation: fallback from gemini-pro to sonnet (timeout)',
      'Schema generation: fallback from sonnet to opus (crashed)',
    ]);
    assert.deepEqual(
      lab.attempts.map(({ takeover }) => takeover),
      [undefined, { from: 'gemini-pro', reason: 'timeout' }, { from: 'sonnet', reason: 'crashed' }],
    );
  });

  it('ends a crash loop after one attempt a model', async () => {
    const lab = new ChainLab();
    const result = await lab.run(chain, [failure('crashed'), failure('network'), failure('overloaded')]);
    assert.deepEqual(result, { outcome: 'failed', model: 'opus', failure: failure('overloaded'), attempts: 3 });
  });

  it('skips a model that cools down without an attempt, says until when, and keeps who it takes over from', async () => {
    const lab = new ChainLab();
    await lab.run(chain, [failure('rate-limited'), 'ok']);
    const before = lab.events.length;
    const second = await lab.run(['sonnet', 'gemini-pro', 'opus'], [failure('output-invalid'), 'ok']);
    assert.deepEqual(second, { outcome: 'succeeded', model: 'opus', text: 'done', attempts: 2 });
    assert.deepEqual(lab.said().slice(before), [
      'Schema generation: fallback from sonnet to gemini-pro (output-invalid)',
      'Schema generation: gemini-pro is cooling down until 10:02:00 UTC (in 2 min) after rate-limited; it is not started.',
      'Schema generation: fallback from gemini-pro to opus (rate-limited)',
    ]);
    assert.deepEqual(lab.attempts.at(-1), {
      model: 'opus',
      number: 2,
      takeover: { from: 'sonnet', reason: 'output-invalid' },
    });
  });

  it('tries a model again when its rest is over, and forgets the rest after a success', async () => {
    const lab = new ChainLab();
    await lab.run(['gemini-pro'], [failure('rate-limited')]);
    lab.now = new Date(back('10:02:01'));
    await lab.run(['gemini-pro'], [failure('rate-limited')]);
    assert.equal((await lab.cooldowns.find('gemini', 'gemini-pro-id'))?.until, back('10:06:01'));
    lab.now = new Date(back('10:06:02'));
    assert.equal((await lab.run(['gemini-pro'], ['ok'])).outcome, 'succeeded');
    assert.equal(await lab.cooldowns.find('gemini', 'gemini-pro-id'), undefined);
  });

  it('remembers a rest over runs', async () => {
    const first = new ChainLab();
    await first.run(chain, [failure('quota-exhausted'), 'ok']);
    const later = new ChainLab({}, first.cooldowns);
    assert.equal((await later.run(chain, ['ok'])).model, 'sonnet');
    assert.deepEqual(
      later.attempts.map(({ model }) => model),
      ['sonnet'],
    );
  });

  it('waits for the model that is back first when none is left and that is soon', async () => {
    const lab = new ChainLab();
    const script = [
      failure('rate-limited', back('10:00:50')),
      failure('rate-limited', back('10:00:20')),
      failure('rate-limited'),
      'ok' as const,
    ];
    const result = await lab.run(chain, script);
    assert.deepEqual(result, { outcome: 'succeeded', model: 'sonnet', text: 'done', attempts: 4 });
    assert.deepEqual(lab.slept, [20_020]);
    assert.deepEqual(lab.said().slice(-2), [
      'Schema generation: no other model is left; waiting 20 s for sonnet.',
      'Schema generation: fallback from opus to sonnet (rate-limited)',
    ]);
  });

  it('waits once only, and not at all for longer than a minute', async () => {
    const soon = new ChainLab();
    const twice = [failure('rate-limited', back('10:00:20')), failure('rate-limited', back('10:00:40'))];
    assert.deepEqual(await soon.run(['opus'], twice), {
      outcome: 'failed',
      model: 'opus',
      failure: twice[1],
      attempts: 2,
    });
    assert.equal(soon.slept.length, 1);
    const late = new ChainLab();
    const far = failure('rate-limited', back('10:01:01'));
    assert.deepEqual(await late.run(['opus'], [far]), { outcome: 'failed', model: 'opus', failure: far, attempts: 1 });
    assert.deepEqual(late.slept, []);
  });

  it('fails with the code of the limit and its end when every model rests for long', async () => {
    const lab = new ChainLab();
    await lab.run(['opus'], [failure('quota-exhausted', back('15:00:00'))]);
    const result = await lab.run(['opus'], []);
    assert.ok(result.outcome === 'failed');
    assert.deepEqual(
      [result.failure.code, result.failure.retryAt, result.attempts],
      ['quota-exhausted', back('15:00:00'), 0],
    );
    assert.match(result.failure.message, /^opus is cooling down until 15:00:00 UTC \(in 5 h\)/);
  });

  it('stops waiting when the run is cancelled', async () => {
    const lab = new ChainLab();
    lab.onSleep = (stop) => stop.abort();
    const result = await lab.run(['opus'], [failure('rate-limited', back('10:00:20'))]);
    assert.deepEqual(result, { outcome: 'cancelled', model: 'opus', attempts: 1 });
  });

  it('warns of a missing sign-in once, and starts that CLI no more', async () => {
    const lab = new ChainLab();
    await lab.run(['sonnet', 'gemini-pro'], [failure('not-signed-in'), 'ok']);
    await lab.run(['opus', 'gemini-pro'], ['ok']);
    assert.deepEqual(
      lab.attempts.map(({ model }) => model),
      ['sonnet', 'gemini-pro', 'gemini-pro'],
    );
    const warnings = lab.events.filter((event) => event.type === 'log' && event.level === 'warning');
    assert.deepEqual(
      warnings.map((event) => event.type === 'log' && event.message),
      ['It is not-signed-in. This run goes on without claude.'],
    );
    const fallbacks = lab.events.flatMap((event) => (event.type === 'fallback' ? [event.message] : []));
    assert.deepEqual(fallbacks, [
      'Schema generation: fallback from sonnet to gemini-pro (not-signed-in)',
      'Schema generation: fallback from opus to gemini-pro (not-signed-in)',
    ]);
  });

  it('ends the whole run when nothing is trusted, and tries no other model', async () => {
    const lab = new ChainLab();
    const result = await lab.run(chain, [failure('untrusted')]);
    assert.deepEqual(result, { outcome: 'failed', model: 'gemini-pro', failure: failure('untrusted'), attempts: 1 });
    assert.deepEqual(lab.ended, [failure('untrusted')]);
  });

  it('starts nothing more when the budget is used up, and says so once', async () => {
    const used = {
      number: 1,
      task: 'plan',
      model: 'opus',
      cli: 'gemini',
      transport: 'direct',
      startedAt: back('09:00:00'),
      endedAt: back('09:01:00'),
      outcome: 'succeeded',
      failure: undefined,
      usage: { inputTokens: 900, outputTokens: 100, costUsd: undefined },
      toolUses: 0,
    } as const;
    const lab = new ChainLab({ budget: { tokens: 1000, costUsd: 5 } }, undefined, { tasks: [used] });
    for (const model of ['gemini-pro', 'opus']) {
      const result = await lab.run([model, 'sonnet'], []);
      assert.ok(result.outcome === 'failed' && result.failure.code === 'budget');
    }
    assert.deepEqual(lab.attempts, []);
    assert.equal(lab.said().filter((text) => text.includes('raise budget.tokens')).length, 1);
    assert.equal(lab.said().filter((text) => text.startsWith('gemini does not tell what it costs')).length, 1);
  });

  it('goes on when the cool-downs can not be read or written', async () => {
    const broken = () => Promise.reject(new Error('disk'));
    const lab = new ChainLab({}, { find: broken, save: broken, clear: broken, list: broken });
    assert.equal((await lab.run(chain, [failure('rate-limited'), 'ok'])).outcome, 'succeeded');
  });
});
