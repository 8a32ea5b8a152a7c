import { diffArrays } from 'diff';

/** Between two lines that are known to be the same, more changes than this are not followed. */
const maxEdits = 400;

/** The lines that occur once, with their number. */
function uniqueLines(lines: readonly string[]): ReadonlyMap<string, number> {
  const unique = new Map<string, number>();
  const repeated = new Set<string>();
  for (const [at, line] of lines.entries()) {
    if (unique.has(line)) repeated.add(line);
    unique.set(line, at);
  }
  for (const line of repeated) unique.delete(line);
  return unique;
}

type Pair = readonly [old: number, now: number];

/** The longest part of the pairs (in the order of their first numbers) in which the second ones ascend too. */
function ascending(pairs: readonly Pair[]): readonly Pair[] {
  interface Link {
    readonly pair: Pair;
    readonly before: Link | undefined;
  }
  const ends: Link[] = [];
  for (const pair of pairs) {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle]?.pair[1] ?? 0) < pair[1]) low = middle + 1;
      else high = middle;
    }
    ends[low] = { pair, before: ends[low - 1] };
  }
  const found: Pair[] = [];
  for (let link = ends.at(-1); link; link = link.before) found.push(link.pair);
  return found.reverse();
}

/**
 * Where the lines of `old` stand in `now`; undefined for those that are changed or gone. Lines that occur once in both (as
 * in patience diff) come first, what lies between them is compared by itself: about linear, whatever the size of the file.
 */
export function linePlaces(old: readonly string[], now: readonly string[]): readonly (number | undefined)[] {
  const found: (number | undefined)[] = old.map(() => undefined);
  const nowUnique = uniqueLines(now);
  const shared = [...uniqueLines(old)].flatMap(([line, at]): readonly Pair[] => {
    const place = nowUnique.get(line);
    return place === undefined ? [] : [[at, place]];
  });
  let [from, to] = [0, 0];
  const anchors = ascending(shared.toSorted((a, b) => a[0] - b[0]));
  const end: Pair = [old.length, now.length];
  for (const [oldEnd, nowEnd] of [...anchors, end]) {
    if (oldEnd > from && nowEnd > to) fillGap(found, old.slice(from, oldEnd), now.slice(to, nowEnd), from, to);
    if (oldEnd < old.length) found[oldEnd] = nowEnd;
    [from, to] = [oldEnd + 1, nowEnd + 1];
  }
  return found;
}

function fillGap(
  found: (number | undefined)[],
  old: string[],
  now: string[],
  oldStart: number,
  nowStart: number,
): void {
  let [from, to] = [oldStart, nowStart];
  for (const { value, added, removed } of diffArrays(old, now, { maxEditLength: maxEdits }) ?? []) {
    if (!added && !removed) for (let line = 0; line < value.length; line++) found[from + line] = to + line;
    if (!added) from += value.length;
    if (!removed) to += value.length;
  }
}
