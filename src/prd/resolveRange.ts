import type { Section } from '../core/section';
import { UsageError } from '../core/usageError';
import { asciiDigits } from './digits';
import type { NumberKey } from './numberKey';
import { areSiblings, isSameNumber, readNumberKey } from './numberKey';
import type { SectionIndex } from './sectionIndex';

const label = String.raw`(?:[A-Za-z]{1,8}(?:[-_][A-Za-z]{1,8})*[-_]?)?\d+(?:\.\d+)*[a-z]?`;
const range = new RegExp(String.raw`^(${label})\s*(?:[-–—‒−~]|\.{2,3}|…)\s*(${label})$`);

/** The two ends of a range such as `2-4`, `2.1–2.3` or `FR-001-FR-003`. */
export interface SectionRange {
  readonly from: string;
  readonly to: string;
}

/** Reads a range; undefined when the text has not the form of one. */
export function readRange(text: string): SectionRange | undefined {
  const match = range.exec(asciiDigits(text));
  const [, from, to] = match ?? [];
  return from === undefined || to === undefined ? undefined : { from, to };
}

/** `FR-001-003` means `FR-001-FR-003`. */
function endKeys(range: SectionRange): readonly [NumberKey, NumberKey] | undefined {
  const from = readNumberKey(range.from);
  const to = readNumberKey(range.to);
  if (!from || !to) return undefined;
  return [from, to.prefix === '' ? { ...to, prefix: from.prefix } : to];
}

/**
 * The sections whose numbers lie in the range, ends included; their subsections come with them.
 * Throws a `UsageError` when the ends do not count the same thing, the range runs backwards, or `onMissing` does.
 */
export function resolveRange<S extends Section>(
  text: string,
  range: SectionRange,
  index: SectionIndex<S>,
  onMissing: (end: string) => never,
): readonly S[] {
  const ends = endKeys(range);
  if (!ends || !areSiblings(...ends)) {
    throw new UsageError(
      `"${text}" is no range: both ends must be numbers of the same kind, such as 2-4 or 2.1-2.3. Separate single sections by commas: ${range.from}, ${range.to}.`,
    );
  }
  const [from, to] = ends;
  const low = from.parts.at(-1) ?? 0;
  const high = to.parts.at(-1) ?? 0;
  if (low > high) {
    throw new UsageError(`The range ${text} runs backwards. Write it as ${range.to}-${range.from}.`);
  }
  for (const [end, key] of [[range.from, from] as const, [range.to, to] as const]) {
    if (index.byNumberKey((other) => isSameNumber(key, other)).length === 0) onMissing(end);
  }
  return index.byNumberKey((key) => {
    const last = key.parts.at(-1) ?? 0;
    return areSiblings(from, key) && last >= low && last <= high;
  });
}
