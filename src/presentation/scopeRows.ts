import type { ScopeSource } from '../core/qaScore';
import { count } from './format';

const sources: Readonly<Record<ScopeSource, string>> = {
  paths: 'as you named them',
  runs: 'written by the runs of this section',
  checker: 'found by the checker',
  workspace: 'all source files, since nobody could say which are the section’s',
};

/** How many files a QA is about to look at, and who says so: `3 files, found by the checker`. */
export function scopeText(files: readonly string[], source: ScopeSource | undefined): string {
  const amount = count(files.length, 'file');
  return source === undefined ? amount : `${amount}, ${sources[source]}`;
}

/** All files to pick from: the proposed ones first, then those that look like code, then the rest, each by name. */
export function pickOrder(
  all: readonly string[],
  proposed: ReadonlySet<string>,
  isCode: (file: string) => boolean,
): readonly string[] {
  const rank = (file: string) => (proposed.has(file) ? 0 : isCode(file) ? 1 : 2);
  return all.toSorted((a, b) => rank(a) - rank(b) || a.localeCompare(b));
}
