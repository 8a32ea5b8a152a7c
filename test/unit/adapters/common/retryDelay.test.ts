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
    ['429 Too Many Requests, retry-after: 30', 30],
    ['"Retry-After": "7"', 7],
    ['Claude AI usage limit reached|1767232800', 7200],
    ["You've hit your session limit · resets 2am (UTC)", 7200],
    ["You've hit your session limit · resets 10pm (Europe/Berlin)", 21 * 3600],
    ['5-hour limit reached ∙ resets 12:30am (Asia/Kolkata)', 19 * 3600],
    ["You've hit your weekly limit · resets Jan 3, 6am (UTC)", 2 * 86_400 + 6 * 3600],
    ['resets Jan 1 at 12:05am (UTC)', 300],
    ['try again at Jan 2nd, 2026 3:51 PM (UTC).', 86_400 + 15 * 3600 + 51 * 60],
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
    'limit reached|1500000000',
    'resets 25pm',
    'resets 10:75 am',
    'resets 10pm (Nowhere/Atlantis)',
    'resets Foo 3, 6am (UTC)',
    'try again 3 times',
    'try again at Jan 2nd, 2024 3:51 PM (UTC)',
  ]) {
    it(`reads nothing in "${text}"`, () => {
      assert.equal(retryTime(text, now), undefined);
    });
  }

  it('reads a time of day without a zone as this machine’s', () => {
    const local = new Date(2026, 0, 1, 14, 30);
    assert.deepEqual(retryTime('Upgrade to Pro or try again at 3:51 PM.', local), new Date(2026, 0, 1, 15, 51));
    assert.deepEqual(retryTime('resets 2pm', local), new Date(2026, 0, 2, 14, 0));
  });

  it('takes a date without a year that has passed for next year’s', () => {
    const late = new Date('2026-12-31T23:00:00.000Z');
    assert.deepEqual(retryTime('resets Jan 1, 1am (UTC)', late), new Date('2027-01-01T01:00:00.000Z'));
  });
});
