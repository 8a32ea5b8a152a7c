/** Lines `start` (from 0) up to but without `end` of a file. */
export interface NearestLines {
  readonly start: number;
  readonly end: number;
  readonly lines: readonly string[];
}

const context = 2;
const longest = 40;
const mostComparisons = 2_000_000;

const squeezed = (line: string) => line.replace(/\s+/g, ' ').trim();

/** How much two squeezed lines have in common, 0–1: equal ends, measured against the longer one. */
function likeness(a: string, b: string): number {
  if (a === b) return a === '' ? 0.1 : 1;
  const most = Math.min(a.length, b.length);
  let head = 0;
  while (head < most && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < most - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  return (head + tail) / Math.max(a.length, b.length, 1);
}

/** The place of a file that looks most like `search`, with a little context, for a model that quoted it wrongly; undefined for an empty file. */
export function nearestLines(lines: readonly string[], search: readonly string[]): NearestLines | undefined {
  if (lines.length === 0) return undefined;
  const file = lines.map(squeezed);
  const affordable = Math.max(1, Math.floor(mostComparisons / lines.length));
  const wanted = search.slice(0, Math.min(longest, affordable)).map(squeezed);
  let best = 0;
  let bestScore = -1;
  for (let start = 0; start < file.length; start++) {
    const score = wanted.reduce((sum, line, index) => sum + likeness(file[start + index] ?? '', line), 0);
    if (score > bestScore) {
      bestScore = score;
      best = start;
    }
  }
  const start = Math.max(0, best - context);
  const end = Math.min(lines.length, best + Math.min(search.length, longest) + context);
  return { start, end, lines: lines.slice(start, end) };
}
