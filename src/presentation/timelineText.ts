import { assertNever } from '../core/assertNever';
import { elapsed, formatDuration } from './format';
import type { TimelineRow, TimelineSegment } from './timelineView';

/** Writes an ISO time as the clock on the wall. */
export type WallClock = (iso: string) => string;

/** One stretch in words: who, what became of it and why, from when until when. */
export interface SegmentText {
  readonly what: string;
  readonly when: string;
}

function whatOf({ kind, state, who, why }: TimelineSegment): string {
  if (kind === 'waiting') return why ?? 'Waits for its turn';
  const outcome = {
    waiting: 'waits',
    running: 'at work',
    succeeded: 'done',
    failed: 'failed',
    cancelled: 'stopped',
    skipped: 'skipped',
  }[state];
  return [`${who}, ${outcome}`, why].filter((part) => part !== undefined).join('. ');
}

function whenOf({ start, end }: TimelineSegment, now: Date, wall: WallClock): string {
  const took = formatDuration(elapsed(start, end, now) ?? 0);
  return end === undefined ? `since ${wall(start)}, ${took}` : `${wall(start)} to ${wall(end)}, ${took}`;
}

/** What a row's stretches say to who points at it. */
export function segmentTexts(row: TimelineRow, now: Date, wall: WallClock): readonly SegmentText[] {
  return row.segments.map((segment) => ({ what: whatOf(segment), when: whenOf(segment, now, wall) }));
}

/** A row in one sentence a stretch, for who can not see the drawing. */
export function rowText(row: TimelineRow, now: Date, wall: WallClock): string {
  return segmentTexts(row, now, wall)
    .map(({ what, when }) => `${what.replace(/[.]$/, '')}: ${when}.`)
    .join(' ');
}

/** What stands behind a row: who worked last, and how long all worked together. */
export function rowSummary(row: TimelineRow, now: Date): string {
  const work = row.segments.filter(({ kind }) => kind !== 'waiting');
  const last = work.at(-1);
  if (!last) return '';
  const ms = work.reduce((sum, { start, end }) => sum + (elapsed(start, end, now) ?? 0), 0);
  switch (last.kind) {
    case 'fallback':
      return `⤷ ${last.who} · ${formatDuration(ms)}`;
    case 'working':
    case 'waiting':
      return formatDuration(ms);
    default:
      return assertNever(last.kind);
  }
}
