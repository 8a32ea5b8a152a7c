import assert from 'node:assert/strict';
import { Limiter } from '../../../src/orchestration/limiter';

const never = new AbortController().signal;

async function state<T>(promise: Promise<T>): Promise<'waiting' | 'given'> {
  return Promise.race([
    promise.then(() => 'given' as const),
    new Promise<'waiting'>((resolve) => setImmediate(() => resolve('waiting'))),
  ]);
}

describe('Limiter', () => {
  it('gives slots up to the limit and the next when one is released', async () => {
    const limiter = new Limiter(new Map([['all', 2]]));
    const first = await limiter.acquire(['all'], never);
    await limiter.acquire(['all'], never);
    const third = limiter.acquire(['all'], never);
    assert.equal(await state(third), 'waiting');
    first?.();
    assert.equal(await state(third), 'given');
  });

  it('releasing twice gives back one slot only', async () => {
    const limiter = new Limiter(new Map([['all', 1]]));
    const first = await limiter.acquire(['all'], never);
    first?.();
    first?.();
    await limiter.acquire(['all'], never);
    assert.equal(await state(limiter.acquire(['all'], never)), 'waiting');
  });

  it('lets one pass whose own limit has room, past one whose limit has none', async () => {
    const limiter = new Limiter(
      new Map([
        ['all', 3],
        ['cli:codex', 1],
      ]),
    );
    await limiter.acquire(['all', 'cli:codex'], never);
    const second = limiter.acquire(['all', 'cli:codex'], never);
    const third = limiter.acquire(['all', 'cli:claude'], never);
    assert.equal(await state(second), 'waiting');
    assert.equal(await state(third), 'given');
  });

  it('resolves with undefined when cancelled while waiting, and leaves the slot to others', async () => {
    const limiter = new Limiter(new Map([['all', 1]]));
    const first = await limiter.acquire(['all'], never);
    const cancel = new AbortController();
    const second = limiter.acquire(['all'], cancel.signal);
    const third = limiter.acquire(['all'], never);
    cancel.abort();
    assert.equal(await second, undefined);
    first?.();
    assert.equal(await state(third), 'given');
  });

  it('tells when nobody is at work', async () => {
    const limiter = new Limiter(new Map());
    await limiter.idle();
    const releases = await Promise.all(['a', 'b'].map((key) => limiter.acquire([key], new AbortController().signal)));
    let idle = false;
    const told = limiter.idle().then(() => (idle = true));
    releases[0]?.();
    await Promise.resolve();
    assert.equal(idle, false);
    releases[1]?.();
    await told;
    assert.equal(idle, true);
  });
});
