import { UsageError } from '../../core/usageError';
import type { CliContext } from '../cliContext';
import type { ExitCode } from '../exitCodes';
import { prepareRun, printRun } from './develop';

const hours = { h: 1, d: 24, w: 168 } as const;

/** A date, or an age (`12h`, `2d`, `1w`), as ISO; a `UsageError` for anything else. */
export function readSince(text: string, now: Date): string {
  const [, amount, unit] = /^(\d{1,4})\s*([hdw])$/i.exec(text.trim()) ?? [];
  const key = unit?.toLowerCase();
  if (amount !== undefined && (key === 'h' || key === 'd' || key === 'w')) {
    return new Date(now.getTime() - Number(amount) * hours[key] * 3_600_000).toISOString();
  }
  // A date alone means the user's midnight, not Greenwich's.
  const time = Date.parse(/^\d{4}-\d\d-\d\d$/.test(text.trim()) ? `${text.trim()}T00:00:00` : text);
  if (!Number.isNaN(time)) return new Date(time).toISOString();
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
