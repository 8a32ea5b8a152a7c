import type { Cooldown } from '../core/cooldown';
import type { Failure, FailureCode } from '../core/failure';

const minute = 60_000;
const hour = 60 * minute;

/** A rate limit without a time of its end: the first rest, doubled each time the model is sent away again. */
const firstRest = 2 * minute;
const longestRest = hour;
/** A used-up plan without a time of its reset. */
const quotaRest = hour;
/** No vendor's window is longer than a week; what says more is wrong. */
const longestTold = 8 * 24 * hour;
/** After this long without a word the limit of then says nothing about now. */
const forgottenAfter = 6 * hour;

const resting: ReadonlySet<FailureCode> = new Set(['rate-limited', 'quota-exhausted']);

/** Whether a failure means that the model is to be left alone for a while. */
export const isLimit = (code: FailureCode): boolean => resting.has(code);

function restMs(failure: Failure, streak: number, now: Date): number {
  const told = failure.retryAt === undefined ? Number.NaN : Date.parse(failure.retryAt) - now.getTime();
  if (told > 0) return Math.min(told, longestTold);
  if (failure.code === 'quota-exhausted') return quotaRest;
  return Math.min(firstRest * 2 ** (streak - 1), longestRest);
}

/**
 * The rest that follows a limit: until the time that the vendor told, else 2 minutes, doubled up to an hour (a used-up plan:
 * an hour). `startedAt` is when the attempt began: one that ran beside the one before it makes no rest longer.
 */
export function cooldownAfter(
  of: { readonly cli: string; readonly model: string; readonly startedAt: Date },
  failure: Failure,
  previous: Cooldown | undefined,
  now: Date,
): Cooldown {
  const ended = previous ? Date.parse(previous.until) : 0;
  const known = previous && now.getTime() - ended < forgottenAfter ? previous : undefined;
  const again = known !== undefined && of.startedAt.getTime() >= ended;
  const streak = (known?.streak ?? 1) + (again ? 1 : 0);
  const until = now.getTime() + restMs(failure, streak, now);
  return {
    cli: of.cli,
    model: of.model,
    until: new Date(known ? Math.max(until, ended) : until).toISOString(),
    reason: failure.code,
    streak,
  };
}

/** How long a rest still lasts, in ms; 0 or less: it is over. */
export const restLeft = (cooldown: Cooldown, now: Date): number => Date.parse(cooldown.until) - now.getTime();

/** `until 22:41:03 UTC (in 2 min)`, with the date when that is not today. */
export function untilText(cooldown: Cooldown, now: Date): string {
  const [date, time] = cooldown.until.split('T');
  const today = now.toISOString().startsWith(`${date ?? ''}T`);
  const left = Math.max(0, restLeft(cooldown, now));
  const span =
    left < minute
      ? `${Math.ceil(left / 1000)} s`
      : left < 2 * hour
        ? `${Math.ceil(left / minute)} min`
        : `${Math.ceil(left / hour)} h`;
  return `until ${today ? '' : `${date ?? ''} `}${(time ?? '').slice(0, 8)} UTC (in ${span})`;
}
