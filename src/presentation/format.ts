import type { Section } from '../core/section';

const minute = 60_000;
const hour = 60 * minute;

/** A duration for people: `14 s`, `1 m 12 s`, `2 h 5 m`. */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return seconds % 60 === 0 ? `${minutes} m` : `${minutes} m ${seconds % 60} s`;
  return minutes % 60 === 0 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} m`;
}

/** A running clock: `0:31`, `12:05`, `1:02:05`. */
export function formatClock(ms: number): string {
  const seconds = Math.floor(Math.max(0, ms) / 1000) % 60;
  const minutes = Math.floor(Math.max(0, ms) / minute) % 60;
  const hours = Math.floor(Math.max(0, ms) / hour);
  const two = (value: number) => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
}

/** A token count for people: `840 tokens`, `6.2 k tokens`, `38 k tokens`, `1.2 M tokens`. */
export function formatTokens(tokens: number): string {
  const short = (value: number) => (value < 10 ? String(Math.round(value * 10) / 10) : String(Math.round(value)));
  if (tokens < 1000) return `${tokens} tokens`;
  if (tokens < 999_500) return `${short(tokens / 1000)} k tokens`;
  return `${short(tokens / 1_000_000)} M tokens`;
}

/** `1 file`, `6 files`. */
export function count(amount: number, one: string, many = `${one}s`): string {
  return `${amount} ${amount === 1 ? one : many}`;
}

/** The time between two ISO times in milliseconds; until `now` when `end` is missing. */
export function elapsed(start: string | undefined, end: string | undefined, now: Date): number | undefined {
  if (start === undefined) return undefined;
  return Math.max(0, (end === undefined ? now.getTime() : Date.parse(end)) - Date.parse(start));
}

/** What the user sees of a section: `2 Loans`. */
export function sectionLabel(section: Pick<Section, 'number' | 'title'>): string {
  return `${section.number} ${section.title}`;
}

/** Plain text inside markdown: nothing in it is a link, an image or HTML any more. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!<>|~&:@]/g, '\\$&').replace(/\s*\n\s*/g, ' ');
}
