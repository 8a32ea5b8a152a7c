import type { OutlineEntry } from './outline';
import { qualifiedEntries } from './qualifiedEntries';

const letters = 'abcdefghijklmnopqrstuvwxyz';

const letterSuffix = (index: number): string =>
  (index >= letters.length ? letterSuffix(Math.floor(index / letters.length) - 1) : '') +
  (letters[index % letters.length] ?? '');

/** Hands out numbers, each only once: a number that is taken gets the next free letter (`2a`). */
class NumberBook {
  private readonly taken = new Set<string>();
  private readonly lettersUsed = new Map<string, number>();

  has(number: string): boolean {
    return this.taken.has(number);
  }

  take(number: string): string {
    this.taken.add(number);
    return number;
  }

  takeWithLetter(number: string): string {
    let used = this.lettersUsed.get(number) ?? 0;
    while (this.has(number + letterSuffix(used))) used++;
    this.lettersUsed.set(number, used + 1);
    return this.take(number + letterSuffix(used));
  }
}

/** The shallowest level that occurs more than once, or the shallowest of all when none does. */
function baseLevel(entries: readonly OutlineEntry[]): number {
  const levels = entries.map((entry) => entry.level).sort((a, b) => a - b);
  return levels.find((level, index) => level === levels[index + 1]) ?? levels[0] ?? 1;
}

/** Numbers that stand in the document: kept; when several sections claim one, the only shallowest keeps it and the others get letters. */
function takeOwnNumbers(
  entries: readonly OutlineEntry[],
  qualified: ReadonlySet<number>,
  book: NumberBook,
): Map<number, string> {
  const claiming = [...entries.keys()].filter((index) => entries[index]?.own && !qualified.has(index));
  const claims = Map.groupBy(claiming, (index) => entries[index]?.own?.number ?? '');
  for (const number of claims.keys()) book.take(number);
  const numbers = new Map<number, string>();
  for (const [number, claimants] of claims) {
    const level = (index: number) => entries[index]?.level ?? 0;
    const shallowest = claimants.reduce((least, index) => Math.min(least, level(index)), 6);
    const [keeper, ...rivals] = claimants.filter((index) => level(index) === shallowest);
    for (const index of claimants) {
      numbers.set(index, rivals.length === 0 && index === keeper ? number : book.takeWithLetter(number));
    }
  }
  return numbers;
}

/**
 * The number of every section, unique in the document. In this order:
 * 1. A number that the document gives (`2.`, `2.1`, `Section 2`, `FR-003`) is the section's number.
 * 2. Where counting starts again below each parent (`1.`, `2.` under A and again under B), the parent's number comes
 *    first: `1.1`, `2.1` (see `qualifiedEntries`).
 * 3. Sections that still claim one number get letters, `2a`, `2b`, except that a section keeps its number against its
 *    own subsections. Asking for `2` is then ambiguous.
 * 4. All others are counted: `n`-th among the siblings of the shallowest level that occurs more than once, below it
 *    `<parent>.n`; from there to the next number that is free. A lone heading above that level is `0`.
 */
export function assignNumbers(entries: readonly OutlineEntry[]): readonly string[] {
  const base = baseLevel(entries);
  const book = new NumberBook();
  const qualified = qualifiedEntries(entries);
  const numbers = takeOwnNumbers(entries, qualified, book);

  const isWrapper = (entry: OutlineEntry) => entry.level < base && !entry.own;
  const familyOf = (entry: OutlineEntry): number => {
    for (let at = entry.parent; at !== undefined; at = entries[at]?.parent) {
      const parent = entries[at];
      if (parent && (!isWrapper(parent) || entry.level < base)) return at;
    }
    return -1;
  };
  const families = Map.groupBy(entries.keys(), (index) => {
    const entry = entries[index];
    return entry ? familyOf(entry) : -1;
  });

  for (const parent of [-1, ...entries.keys()]) {
    const children = families.get(parent) ?? [];
    const prefix = parent === -1 ? '' : `${numbers.get(parent) ?? ''}.`;
    for (const index of children.filter((child) => qualified.has(child))) {
      const number = prefix + (entries[index]?.own?.number ?? '');
      numbers.set(index, book.has(number) ? book.takeWithLetter(number) : book.take(number));
    }
    const outside = (index: number) => parent === -1 && entries[index]?.level !== base;
    const count = (members: readonly number[], first: number) => {
      let next = first;
      members.forEach((index, position) => {
        if (numbers.has(index)) return;
        next = Math.max(next, first + position);
        while (book.has(`${prefix}${next}`)) next++;
        numbers.set(index, book.take(`${prefix}${next}`));
      });
    };
    count(
      children.filter((index) => !outside(index)),
      1,
    );
    count(children.filter(outside), 0);
  }
  return entries.map((_, index) => numbers.get(index) ?? '');
}
