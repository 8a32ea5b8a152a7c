import assert from 'node:assert/strict';
import fc from 'fast-check';
import { timelineLayout } from '../../../src/presentation/timelineLayout';
import { rowSummary, rowText } from '../../../src/presentation/timelineText';
import type { TimelineRow, TimelineSegment } from '../../../src/presentation/timelineView';

const start = Date.parse('2026-11-22T10:15:00.000Z');
const at = (second: number) => new Date(start + second * 1000).toISOString();

function segment(from: number, to?: number, more: Partial<TimelineSegment> = {}): TimelineSegment {
  const end = to === undefined ? undefined : at(to);
  return { kind: 'working', state: 'succeeded', start: at(from), end, who: 'o3', why: undefined, ...more };
}

function row(...segments: TimelineSegment[]): TimelineRow {
  return { key: 'a', title: 'A', section: undefined, state: 'running', column: 'a', segments };
}

describe('presentation/timelineLayout', () => {
  it('places what is over on an axis that ends with it', () => {
    const { bars, ticks, breaks, extentMs } = timelineLayout([row(segment(0, 10)), row(segment(10, 40))], start);
    assert.deepEqual(bars, [[{ x: 0, width: 25 }], [{ x: 25, width: 75 }]]);
    assert.deepEqual(
      ticks.map(({ x, label }) => [x, label]),
      [
        [0, '0:00'],
        [25, '0:10'],
        [50, '0:20'],
        [75, '0:30'],
        [100, '0:40'],
      ],
    );
    assert.deepEqual([breaks, extentMs], [[], 40_000]);
  });

  it('keeps the axis while it grows, so that bars move only now and then', () => {
    const rows = [row(segment(0, 8)), row(segment(8, undefined, { state: 'running' }))];
    const seen = [41, 44, 49].map((second) => timelineLayout(rows, start + second * 1000));
    assert.deepEqual(
      seen.map(({ extentMs }) => extentMs),
      [50_000, 50_000, 50_000],
    );
    assert.deepEqual(
      seen.map(({ bars }) => bars[1]?.[0]?.width),
      [66, 72, 82],
    );
    assert.ok(seen.every(({ bars }) => bars[0]?.[0]?.width === 16));
    assert.equal(timelineLayout(rows, start + 50_000).extentMs, 60_000);
  });

  it('leaves out time in which nobody worked: a wait for the user, a night until the run went on', () => {
    const { bars, breaks, extentMs } = timelineLayout([row(segment(0, 10), segment(3600, 3610))], start);
    assert.deepEqual(bars, [
      [
        { x: 0, width: 50 },
        { x: 50, width: 50 },
      ],
    ]);
    assert.deepEqual([breaks, extentMs], [[{ x: 50, ms: 3_590_000 }], 20_000]);
  });

  it('lets waiting reach to now, and shows what took no time', () => {
    const waiting = segment(0, undefined, { kind: 'waiting', state: 'waiting', who: '' });
    const rows = [row(segment(0, undefined, { state: 'running' })), row(waiting), row(segment(4, 4))];
    const { bars } = timelineLayout(rows, start + 10_000);
    assert.deepEqual(bars[1], bars[0]);
    assert.deepEqual(bars[2], [{ x: 33.33, width: 0.6 }]);
  });

  it('stays within its axis whatever the times are', () => {
    const any = fc.tuple(fc.integer({ min: 0, max: 90_000 }), fc.option(fc.integer({ min: -50, max: 90_000 })));
    fc.assert(
      fc.property(fc.array(fc.array(any, { maxLength: 4 }), { maxLength: 6 }), fc.nat(200_000), (spans, now) => {
        const rows = spans.map((list) =>
          row(...list.map(([from, took]) => segment(from, took === null ? undefined : from + took))),
        );
        const { bars, ticks } = timelineLayout(rows, start + now * 1000);
        for (const { x, width } of bars.flat()) assert.ok(x >= 0 && width > 0 && x + width <= 100.02, `${x} ${width}`);
        assert.ok(ticks.length <= 7, String(ticks.length));
      }),
    );
  });
});

describe('presentation/timelineText', () => {
  const wall = (iso: string) => iso.slice(11, 19);
  const fallback = row(
    segment(0, 12, { kind: 'waiting', state: 'waiting', who: '', why: 'Waits for Schemas' }),
    segment(12, 20, { state: 'failed', why: 'o3 gave no output for 10 min.' }),
    segment(20, undefined, { kind: 'fallback', state: 'running', who: 'opus', why: 'Took over from o3: idle' }),
  );
  const now = new Date(start + 35_000);

  it('says who, what, why and when', () => {
    assert.equal(
      rowText(fallback, now, wall),
      'Waits for Schemas: 10:15:00 to 10:15:12, 12 s. ' +
        'o3, failed. o3 gave no output for 10 min: 10:15:12 to 10:15:20, 8 s. ' +
        'opus, at work. Took over from o3: idle: since 10:15:20, 15 s.',
    );
  });

  it('names who took over, and counts working time only', () => {
    assert.equal(rowSummary(fallback, now), '⤷ opus · 23 s');
    assert.equal(rowSummary(row(segment(0, 14)), now), '14 s');
    assert.equal(rowSummary(row(), now), '');
  });
});
