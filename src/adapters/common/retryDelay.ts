import { clockTime } from './clockTime';

const unitMs: ReadonlyMap<string, number> = new Map([
  ['ms', 1],
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
]);

/**
 * When to come back, from a vendor's words: `retry after 2s`, `try again in 3 days 4 hours 5 minutes`, `Retry-After: 30`
 * (seconds), `resets 10pm (Europe/Berlin)`, `try again at 3:51 PM`, `limit reached|1795400000`. Undefined: not said.
 */
export function retryTime(text: string, now: Date): Date | undefined {
  return later(span(text, now) ?? epoch(text) ?? clockTime(text, now), now);
}

/** Only a time that is still to come says when to come back. */
function later(time: Date | undefined, now: Date): Date | undefined {
  return time && time > now ? time : undefined;
}

/** Seconds since 1970 after a bar, as Claude Code wrote them. */
function epoch(text: string): Date | undefined {
  const seconds = /limit reached\|(\d{10})\b/i.exec(text)?.[1];
  return seconds === undefined ? undefined : new Date(Number(seconds) * 1000);
}

function span(text: string, now: Date): Date | undefined {
  const plain = /\bretry[- ]after"?\s*[:=]\s*"?(\d+)\b(?!\s*[a-z])/i.exec(text)?.[1];
  if (plain !== undefined) return new Date(now.getTime() + Number(plain) * 1000);
  const words =
    /\b(?:retry|try again|resets?|retrydelay"?)\s*(?:after|in|:)?\s*"?((?:\d+(?:\.\d+)?\s*[a-z]+[\s,]*(?:and\s+)?)+)/i.exec(
      text,
    )?.[1];
  if (words === undefined) return undefined;
  const parts = words.matchAll(/(\d+(?:\.\d+)?)\s*(ms|[smhd])[a-z]*/gi);
  const ms = [...parts].reduce(
    (sum, [, count, unit]) => sum + Number(count) * (unitMs.get((unit ?? '').toLowerCase()) ?? 0),
    0,
  );
  const time = new Date(now.getTime() + ms);
  return ms > 0 && !Number.isNaN(time.getTime()) ? time : undefined;
}
