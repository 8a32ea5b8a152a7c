const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] as const;
const day = 86_400_000;

/**
 * `resets 10pm (Europe/Berlin)`, `resets Nov 25, 3:30pm`, `try again at Oct 1st, 2026 3:51 PM`: the words before a time of
 * day, then perhaps a date, the time, perhaps a time zone.
 */
const pattern =
  /\b(?:resets?|try again|retry)\s*(?:at|on)?\s+(?:([a-z]{3})[a-z]*\.? (\d{1,2})(?:st|nd|rd|th)?,?(?: (\d{4}),?)?(?: at)? )?(\d{1,2})(?::(\d{2}))? ?([ap]\.?m)?\b\.?(?: \(([A-Za-z_]+(?:\/[A-Za-z_+-]+)*)\))?/i;

/** The wall clock of a time zone at an instant, as if it were UTC; undefined: no such zone. */
function wallClock(at: Date, timeZone: string | undefined): number | undefined {
  try {
    const parts = new Intl.DateTimeFormat('en-US', {
      ...(timeZone === undefined ? {} : { timeZone }),
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    }).formatToParts(at);
    const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((found) => found.type === type)?.value);
    return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  } catch {
    return undefined;
  }
}

/** The hour of the day; `p` or `a` for the half of it. Undefined where a clock has no such hour. */
function hourOf(hour: number, half: string | undefined): number | undefined {
  if (half === undefined) return hour <= 23 ? hour : undefined;
  if (hour < 1 || hour > 12) return undefined;
  return (hour % 12) + (half.toLowerCase().startsWith('p') ? 12 : 0);
}

/**
 * The next instant of a time of day that a text names after `resets` or `try again at`, in the named zone or else the one
 * of this machine (the vendors' programs write local time). Undefined: none is named, or it makes no sense.
 */
export function clockTime(text: string, now: Date): Date | undefined {
  const found = pattern.exec(text);
  if (!found) return undefined;
  const [, monthName, date, year, hourText, minuteText, half, zone] = found;
  if (half === undefined && minuteText === undefined) return undefined; // "try again 3 …" is no time
  const hour = hourOf(Number(hourText), half);
  const minute = Number(minuteText ?? '0');
  const wall = wallClock(now, zone);
  if (hour === undefined || minute > 59 || wall === undefined) return undefined;
  const today = new Date(wall);
  const month =
    monthName === undefined ? today.getUTCMonth() : months.findIndex((name) => name === monthName.toLowerCase());
  if (month < 0) return undefined;
  let target = Date.UTC(
    year === undefined ? today.getUTCFullYear() : Number(year),
    month,
    date === undefined ? today.getUTCDate() : Number(date),
    hour,
    minute,
  );
  if (target <= wall && monthName === undefined) target += day;
  if (target <= wall && year === undefined) target = new Date(target).setUTCFullYear(today.getUTCFullYear() + 1);
  return target > wall ? new Date(now.getTime() + target - wall) : undefined;
}
