import assert from 'node:assert/strict';
import { readSince } from '../../../src/cli/commands/journal';

describe('readSince', () => {
  const now = new Date('2026-03-10T12:00:00.000Z');

  it('reads ages and dates', () => {
    assert.equal(readSince('12h', now), '2026-03-10T00:00:00.000Z');
    assert.equal(readSince(' 2D ', now), '2026-03-08T12:00:00.000Z');
    assert.equal(readSince('1w', now), '2026-03-03T12:00:00.000Z');
    assert.equal(readSince('2026-01-31T10:00:00+02:00', now), '2026-01-31T08:00:00.000Z');
    assert.equal(readSince('2026-01-31', now), new Date(2026, 0, 31).toISOString());
    assert.equal(readSince('2026-01-31 10:00', now), new Date(2026, 0, 31, 10).toISOString());
    assert.equal(readSince('2026-01-31T10:00:00.5Z', now), '2026-01-31T10:00:00.500Z');
  });

  it('refuses anything else with what to write', () => {
    const wrong = ['', 'soon', '2 fortnights', '1', '2026', '-1d', '2026-02-31', '2026-13-01', '2026-01-31T25:00'];
    for (const text of wrong) assert.throws(() => readSince(text, now), /Give a date such as/, text);
  });
});
