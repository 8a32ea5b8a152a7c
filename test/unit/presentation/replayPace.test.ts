import assert from 'node:assert/strict';
import { replayPace } from '../../../src/presentation/replayPace';

describe('presentation/replayPace', () => {
  it('keeps short pauses and cuts silences', () => {
    assert.deepEqual(replayPace([1000, 1200, 61_200, 61_100]), [0, 200, 800, 0]);
    assert.deepEqual(replayPace([]), []);
  });

  it('takes a minute at most', () => {
    const pauses = replayPace(Array.from({ length: 1001 }, (_, at) => at * 500));
    assert.equal(Math.round(pauses.reduce((sum, pause) => sum + pause, 0)), 60_000);
    assert.ok(pauses.slice(1).every((pause) => pause > 0));
  });
});
