import { copyFileSync, statSync, utimesSync } from 'node:fs';

/** Copies a git index, dated not later than the original, so that git still looks twice at files of that very second. */
export function copyIndex(from: string, to: string): void {
  const { mtimeMs } = statSync(from);
  copyFileSync(from, to);
  const second = Math.floor(mtimeMs / 1000);
  utimesSync(to, second, second);
}
