import type { AttemptState } from '../../core/runState';

const unknown = 'unknown';

/** A duration for people: `14 s`, `1 m 12 s`, `2 h 5 m`. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return ms > 0 && ms < 9950 ? `${(ms / 1000).toFixed(1)} s` : `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes} m ${seconds % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} m`;
}

/** The time between two ISO times, or `unknown`. */
export function between(start: string | undefined, end: string | undefined): string {
  return start === undefined || end === undefined ? unknown : duration(Date.parse(end) - Date.parse(start));
}

function short(tokens: number): string {
  if (tokens < 1000) return String(tokens);
  const [size, unit] = tokens < 999_500 ? [tokens / 1000, 'k'] : [tokens / 1_000_000, 'M'];
  return `${size < 10 ? Math.round(size * 10) / 10 : Math.round(size)} ${unit}`;
}

/** `5.1 k in, 1.1 k out`; what no CLI told is unknown, never nothing. */
export function tokens(attempts: readonly AttemptState[]): string {
  const told = attempts.flatMap(({ usage }) => (usage ? [usage] : []));
  if (told.length === 0) return unknown;
  const input = told.reduce((sum, usage) => sum + usage.inputTokens, 0);
  const output = told.reduce((sum, usage) => sum + usage.outputTokens, 0);
  return `${short(input)} in, ${short(output)} out${told.length < attempts.length ? ` + ${unknown}` : ''}`;
}

/** `$0.12`, `$0.12 + unknown`, `unknown`. */
export function cost(attempts: readonly AttemptState[]): string {
  const known = attempts.flatMap(({ usage }) => (usage?.costUsd === undefined ? [] : [usage.costUsd]));
  if (known.length === 0) return unknown;
  const sum = known.reduce((all, one) => all + one, 0);
  const text = `$${sum > 0 && sum < 0.01 ? sum.toFixed(4) : sum.toFixed(2)}`;
  return known.length < attempts.length ? `${text} + ${unknown}` : text;
}

/** `1 file`, `6 files`. */
export function count(amount: number, one: string, many = `${one}s`): string {
  return `${amount} ${amount === 1 ? one : many}`;
}
