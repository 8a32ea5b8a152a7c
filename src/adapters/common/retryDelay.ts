const unitMs: ReadonlyMap<string, number> = new Map([
  ['ms', 1],
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
]);

/** When to come back, from words such as `retry after 2s` or `try again in 3 days 4 hours 5 minutes`; undefined: not said. */
export function retryTime(text: string, now: Date): Date | undefined {
  const span =
    /\b(?:retry|try again|resets?|retrydelay"?)\s*(?:after|in|:)?\s*"?((?:\d+(?:\.\d+)?\s*[a-z]+[\s,]*(?:and\s+)?)+)/i.exec(
      text,
    )?.[1];
  if (span === undefined) return undefined;
  const parts = span.matchAll(/(\d+(?:\.\d+)?)\s*(ms|[smhd])[a-z]*/gi);
  const ms = [...parts].reduce(
    (sum, [, count, unit]) => sum + Number(count) * (unitMs.get((unit ?? '').toLowerCase()) ?? 0),
    0,
  );
  const time = new Date(now.getTime() + ms);
  return ms > 0 && !Number.isNaN(time.getTime()) ? time : undefined;
}
