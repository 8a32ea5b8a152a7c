import type { SearchText } from './fileIndex';

/** Lines `first` to `last` of a file, both included, counted from 0. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

/** The last index whose value is at most `offset`; `starts` ascends and begins with 0. */
function lineAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Where `wanted` stands in a file, each range of lines once, in order; at most `most` places. */
export function findAll({ text, starts }: SearchText, wanted: string, most: number): readonly LineRange[] {
  const found: LineRange[] = [];
  if (wanted === '') return found;
  for (let at = text.indexOf(wanted); at >= 0 && found.length < most;) {
    const first = lineAt(starts, at);
    found.push({ first, last: lineAt(starts, at + wanted.length - 1) });
    const next = starts[first + 1];
    if (next === undefined) break;
    at = text.indexOf(wanted, Math.max(next, at + 1));
  }
  return found;
}
