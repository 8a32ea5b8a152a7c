import { formatClock } from './format';
import type { TimelineRow } from './timelineView';

/** Where something stands on the time axis, in percent of its width. */
export interface Placed {
  readonly x: number;
  readonly width: number;
}

/** A timeline laid out. `bars` has one list a row with one place a segment, in their order. */
export interface TimelineLayout {
  readonly bars: readonly (readonly Placed[])[];
  readonly ticks: readonly { readonly x: number; readonly label: string }[];
  /** Where time in which nobody worked is left out of the axis: a wait for the user, or until the run went on. */
  readonly breaks: readonly { readonly x: number; readonly ms: number }[];
  /** The length of the axis in milliseconds. */
  readonly extentMs: number;
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const steps = [
  ...[1, 2, 5, 10, 15, 30].map((value) => value * second),
  ...[1, 2, 5, 10, 15, 30].map((value) => value * minute),
  ...[1, 2, 4, 8, 24].map((value) => value * hour),
];

/** A pause longer than this is left out. */
const longestPause = 15 * second;
/** Something short must still be seen. */
const thinnest = 0.6;

interface Stretch {
  readonly start: number;
  readonly end: number;
  /** Where it begins on the axis, in milliseconds. */
  readonly at: number;
}

/** The stretches of time in which somebody worked, joined where the pause between them is short. */
function stretchesOf(rows: readonly TimelineRow[], now: number): readonly Stretch[] {
  const spans = rows
    .flatMap((row) => row.segments)
    .filter((segment) => segment.kind !== 'waiting')
    .map(({ start, end }) => {
      const from = Date.parse(start);
      return { start: from, end: Math.max(from, end === undefined ? now : Date.parse(end)) };
    })
    .sort((a, b) => a.start - b.start);
  const joined: Stretch[] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    if (last && span.start - last.end <= longestPause) {
      joined[joined.length - 1] = { ...last, end: Math.max(last.end, span.end) };
    } else {
      joined.push({ ...span, at: last ? last.at + last.end - last.start : 0 });
    }
  }
  return joined;
}

function onAxis(stretches: readonly Stretch[], time: number): number {
  const stretch = stretches.findLast(({ start }) => start <= time);
  return stretch ? stretch.at + Math.min(time, stretch.end) - stretch.start : 0;
}

/**
 * Lays a timeline out at the moment `now` (ms). The axis of a run that goes on is a little longer than needed, so that its
 * bars keep their places for a while; that of one that is over ends where it ended.
 */
export function timelineLayout(rows: readonly TimelineRow[], now: number): TimelineLayout {
  const stretches = stretchesOf(rows, now);
  const last = stretches.at(-1);
  const total = Math.max(second, last ? last.at + last.end - last.start : 0);
  const step = steps.find((one) => total / one <= 5) ?? Math.ceil(total / 5 / hour) * hour;
  const goesOn = rows.some((row) => row.segments.some(({ end, kind }) => end === undefined && kind !== 'waiting'));
  const extentMs = goesOn ? (Math.floor(total / step) + 1) * step : total;
  const percent = (ms: number) => Math.round((ms / extentMs) * 10_000) / 100;
  const place = (start: string, end: string | undefined): Placed => {
    const from = percent(onAxis(stretches, Date.parse(start)));
    const to = percent(onAxis(stretches, end === undefined ? now : Date.parse(end)));
    const width = Math.max(thinnest, to - from);
    return { x: Math.max(0, Math.min(from, 100 - width)), width: Math.round(width * 100) / 100 };
  };
  const amount = Math.floor(extentMs / step);
  return {
    bars: rows.map((row) => row.segments.map(({ start, end }) => place(start, end))),
    ticks: Array.from({ length: amount + 1 }, (_, index) => ({
      x: percent(index * step),
      label: formatClock(index * step),
    })),
    breaks: stretches.slice(1).map((stretch, index) => {
      const before = stretches[index];
      return { x: percent(stretch.at), ms: before ? stretch.start - before.end : 0 };
    }),
    extentMs,
  };
}
