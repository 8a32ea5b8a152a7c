import assert from 'node:assert/strict';
import type { Cooldown } from '../../../src/core/cooldown';
import { cooldownAfter, isLimit, untilText } from '../../../src/orchestration/cooldown';

const at = (time: string) => new Date(`2026-11-23T${time}.000Z`);
const model = (startedAt: Date) => ({ cli: 'gemini', model: 'gemini-2.5-pro', startedAt });
const limited = { code: 'rate-limited', message: 'Slow down.' } as const;
const rest = (until: string, streak: number): Cooldown => ({
  cli: 'gemini',
  model: 'gemini-2.5-pro',
  until: `2026-11-23T${until}.000Z`,
  reason: 'rate-limited',
  streak,
});
const untilOf = (cooldown: Cooldown) => cooldown.until.slice(11, 19);

describe('cooldownAfter', () => {
  it('lasts until the time that the vendor told, and no longer than a week and a day', () => {
    const told = cooldownAfter(
      model(at('10:00:00')),
      { ...limited, retryAt: '2026-11-23T10:00:47.000Z' },
      undefined,
      at('10:00:05'),
    );
    assert.deepEqual(told, rest('10:00:47', 1));
    const absurd = { ...limited, retryAt: '2099-01-01T00:00:00.000Z' };
    assert.equal(
      cooldownAfter(model(at('10:00:00')), absurd, undefined, at('10:00:00')).until,
      '2026-12-01T10:00:00.000Z',
    );
  });

  it('lasts two minutes when nothing is told, twice as long each time it comes again, an hour at most', () => {
    const now = at('10:00:00');
    const again = (streak: number) => untilOf(cooldownAfter(model(now), limited, rest('09:59:00', streak), now));
    assert.equal(untilOf(cooldownAfter(model(now), limited, undefined, now)), '10:02:00');
    assert.deepEqual([1, 2, 3, 4, 5, 40].map(again), [
      '10:04:00',
      '10:08:00',
      '10:16:00',
      '10:32:00',
      '11:00:00',
      '11:00:00',
    ]);
  });

  it('does not grow by attempts that ran at the same time, nor shrink', () => {
    const beside = cooldownAfter(model(at('09:58:00')), limited, rest('10:01:00', 1), at('10:00:00'));
    assert.deepEqual(beside, rest('10:02:00', 1));
    const shorter = { ...limited, retryAt: '2026-11-23T10:00:10.000Z' };
    assert.equal(
      untilOf(cooldownAfter(model(at('09:58:00')), shorter, rest('10:01:00', 1), at('10:00:00'))),
      '10:01:00',
    );
  });

  it('begins anew after hours of silence', () => {
    const now = at('17:00:00');
    assert.deepEqual(cooldownAfter(model(now), limited, rest('10:00:00', 5), now), rest('17:02:00', 1));
  });

  it('lasts an hour for a plan that is used up, or until its reset', () => {
    const spent = { code: 'quota-exhausted', message: 'Used up.' } as const;
    const now = at('10:00:00');
    assert.equal(untilOf(cooldownAfter(model(now), spent, undefined, now)), '11:00:00');
    const told = { ...spent, retryAt: '2026-11-25T03:00:00.000Z' };
    assert.equal(cooldownAfter(model(now), told, undefined, now).until, '2026-11-25T03:00:00.000Z');
  });

  it('is for limits only', () => {
    const codes = ['rate-limited', 'quota-exhausted', 'overloaded', 'network', 'crashed', 'not-signed-in'] as const;
    assert.deepEqual(codes.map(isLimit), [true, true, false, false, false, false]);
  });
});

describe('untilText', () => {
  it('says until when, and how long that is', () => {
    assert.equal(untilText(rest('10:00:47', 1), at('10:00:05')), 'until 10:00:47 UTC (in 42 s)');
    assert.equal(untilText(rest('10:02:00', 1), at('10:00:00')), 'until 10:02:00 UTC (in 2 min)');
    const week = { ...rest('10:00:00', 1), until: '2026-11-30T10:00:00.000Z' };
    assert.equal(untilText(week, at('10:00:00')), 'until 2026-11-30 10:00:00 UTC (in 168 h)');
  });
});
