import assert from 'node:assert/strict';
import { retryTime } from '../../../../src/adapters/common/retryDelay';

const now = new Date('2026-01-01T00:00:00.000Z');

describe('retryTime', () => {
  const said = [
    ['Suggested retry after 2s.', 2],
    ['Please try again in 1.5s', 1.5],
    ['Please retry in 250ms.', 0.25],
    ['Try again in 3 days 4 hours 5 minutes.', ((3 * 24 + 4) * 60 + 5) * 60],
    ['try again in 1 hour and 2 minutes', 3720],
    ['"retryDelay": "34s"', 34],
  ] as const;
  for (const [text, seconds] of said) {
    it(`reads ${text}`, () => {
      assert.equal(retryTime(text, now)?.getTime(), now.getTime() + seconds * 1000);
    });
  }
  for (const text of [
    '',
    'Retrying after a while',
    'after 3 attempts',
    'retry after 5 bananas',
    'retry in 99999999999999999999 days',
  ]) {
    it(`reads nothing in "${text}"`, () => {
      assert.equal(retryTime(text, now), undefined);
    });
  }
});
