const separator = /[,，、،;；\n]/g;

/**
 * Cuts a reference at its commas into items, trimmed. Headings may hold commas themselves: the longest run of parts for
 * which `isHeading` holds stays together. `mostCommas` is the largest number of commas in any heading.
 */
export function splitReference(
  reference: string,
  isHeading: (text: string) => boolean,
  mostCommas: number,
): readonly string[] {
  const cuts = [...reference.matchAll(separator)].map((match) => match.index);
  const starts = [0, ...cuts.map((cut) => cut + 1)];
  const ends = [...cuts, reference.length];
  const items: string[] = [];
  let first = 0;
  while (first < starts.length) {
    let last = Math.min(first + mostCommas, ends.length - 1);
    while (last > first && !isHeading(reference.slice(starts[first], ends[last]))) last--;
    items.push(reference.slice(starts[first], ends[last]).trim());
    first = last + 1;
  }
  return items;
}

/** The number of list separators in a text. */
export function countSeparators(text: string): number {
  return text.match(separator)?.length ?? 0;
}
