import { UsageError } from '../../core/usageError';
import type { CliContext } from '../cliContext';
import type { ExitCode } from '../exitCodes';
import { prepareRun, printRun } from './develop';

const hours = { h: 1, d: 24, w: 168 } as const;
const dateAndTime = /^(\d{4}-\d\d-\d\d)(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?$/;

/** The instant that a date, with or without a time, means; undefined for what is none, such as 31 February. */
function instantOf(text: string): Date | undefined {
  const [, date] = dateAndTime.exec(text) ?? [];
  if (date === undefined) return undefined;
  const midnight = new Date(`${date}T00:00:00Z`);
  const isOnCalendar = !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(date);
  // A date alone means the user's midnight, not Greenwich's.
  const instant = new Date(text === date ? `${date}T00:00:00` : text.replace(' ', 'T'));
  return isOnCalendar && !Number.isNaN(instant.getTime()) ? instant : undefined;
}

/** A date, or an age (`12h`, `2d`, `1w`), as ISO; a `UsageError` for anything else. */
export function readSince(text: string, now: Date): string {
  const [, amount, unit] = /^(\d{1,4})\s*([hdw])$/i.exec(text.trim()) ?? [];
  const key = unit?.toLowerCase();
  if (amount !== undefined && (key === 'h' || key === 'd' || key === 'w')) {
    return new Date(now.getTime() - Number(amount) * hours[key] * 3_600_000).toISOString();
  }
  const instant = instantOf(text.trim());
  if (instant) return instant.toISOString();
  throw new UsageError(`"${text}" is no time. Give a date such as 2026-01-31, or an age such as 12h, 2d or 1w.`);
}

/** `mao journal`: writes an entry of what happened since the last one, once it is approved. */
export async function journal(context: CliContext, since: string | undefined): Promise<ExitCode> {
  const { engine, signal } = context;
  const request = since === undefined ? {} : { since: readSince(since, new Date()) };
  const prepared = await prepareRun(context);
  if (typeof prepared === 'number') return prepared;
  return printRun(context, engine.runJournal(request, prepared.approver, signal));
}
