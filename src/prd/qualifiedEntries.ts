import type { OutlineEntry } from './outline';

const isPlain = (number: string) => /^\d+[a-z]?$/.test(number);
const familyOf = (entry: OutlineEntry) => `${entry.parent ?? ''}/${entry.level}`;

/**
 * The indexes of the sections whose plain number (`1.`) only counts within their parent: their family of siblings clashes
 * with the numbers of another family on its own level or above. The whole family is taken, so that siblings look alike.
 */
export function qualifiedEntries(entries: readonly OutlineEntry[]): ReadonlySet<number> {
  const claims = new Map<string, { level: number; families: Set<string> }>();
  for (const entry of entries) {
    if (!entry.own) continue;
    const known = claims.get(entry.own.number);
    if (!known || entry.level < known.level) {
      claims.set(entry.own.number, { level: entry.level, families: new Set([familyOf(entry)]) });
    } else if (entry.level === known.level) {
      known.families.add(familyOf(entry));
    }
  }
  const clashing = new Set(
    entries.flatMap((entry) => {
      if (!entry.own || entry.parent === undefined || !isPlain(entry.own.number)) return [];
      const claim = claims.get(entry.own.number);
      return claim && (claim.level < entry.level || claim.families.size > 1) ? [familyOf(entry)] : [];
    }),
  );
  return new Set(
    entries.flatMap((entry, index) =>
      entry.own && isPlain(entry.own.number) && clashing.has(familyOf(entry)) ? [index] : [],
    ),
  );
}
