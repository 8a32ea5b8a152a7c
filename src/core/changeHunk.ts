/** Whole lines of a text: the first (from 0) and how many; none: a place between two lines. */
export interface LineSpan {
  readonly start: number;
  readonly count: number;
}

/** One place in which the two sides of a file differ. The hunks of a file are in order and known by their number, from 0. */
export interface ChangeHunk {
  readonly base: LineSpan;
  readonly result: LineSpan;
}

const linesOf = (text: string) => (text === '' ? [] : text.split(/(?<=\n)/));

/** The base with those of the hunks that were accepted. Of bytes give Latin-1, so that none is lost. */
export function withHunks(
  base: string,
  result: string,
  hunks: readonly ChangeHunk[],
  accepted: ReadonlySet<number>,
): string {
  const old = linesOf(base);
  const next = linesOf(result);
  const parts: string[] = [];
  let at = 0;
  for (const [number, hunk] of hunks.entries()) {
    if (!accepted.has(number)) continue;
    parts.push(...old.slice(at, hunk.base.start));
    parts.push(...next.slice(hunk.result.start, hunk.result.start + hunk.result.count));
    at = hunk.base.start + hunk.base.count;
  }
  return [...parts, ...old.slice(at)].join('');
}
