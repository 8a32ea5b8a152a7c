import assert from 'node:assert/strict';
import { underGrace } from '../../../src/orchestration/underGrace';

describe('underGrace', () => {
  const never = new AbortController().signal;
  const clock = (sleep: (ms: number) => Promise<void>) => ({ now: () => new Date(0), sleep });

  it('ends what does not end by itself in time', async () => {
    const ending = new AbortController();
    const ended = await underGrace(
      { clock: clock(() => Promise.resolve()), signal: never, ending: ending.signal },
      (signal) => {
        const aborted = new Promise((resolve) => signal.addEventListener('abort', () => resolve(signal.aborted)));
        ending.abort();
        return aborted;
      },
    );
    assert.equal(ended, true);
  });

  it('leaves alone what does', async () => {
    const ending = new AbortController();
    const kept = await underGrace(
      { clock: clock(() => new Promise(() => undefined)), signal: never, ending: ending.signal },
      (signal) => {
        ending.abort();
        return Promise.resolve(signal);
      },
    );
    assert.equal(kept.aborted, false);
  });
});
