import { copyFileSync, statSync, utimesSync } from 'node:fs';

/**
 * Copies a git index, dated not later than the original, so that git still looks twice at files of that very second.
 * Answers whether git has written the copy anew since.
 */
export function copyIndex(from: string, to: string): () => boolean {
  const { mtimeMs } = statSync(from);
  copyFileSync(from, to);
  const second = Math.floor(mtimeMs / 1000);
  utimesSync(to, second, second);
  return () => statSync(to).mtimeMs !== second * 1000;
}
