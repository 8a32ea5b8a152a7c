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
  });

  it('refuses anything else with what to write', () => {
    for (const text of ['', 'soon', '2 fortnights']) assert.throws(() => readSince(text, now), /Give a date such as/);
  });
});
