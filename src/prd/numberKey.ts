import { asciiDigits } from './digits';

const shape = /^(?:([A-Za-z]{1,8}(?:[-_][A-Za-z]{1,8})*)[-_]?)?(\d{1,9}(?:\.\d{1,9})*)([a-z]*)\.?$/;

/** A section number taken apart for comparing: `FR-003` and `fr3` are alike, and so are `2`, `2.` and `02`. */
export interface NumberKey {
  readonly prefix: string;
  readonly parts: readonly number[];
  readonly letters: string;
}

/** Reads a section number however it is spelled; undefined when the text is none. */
export function readNumberKey(text: string): NumberKey | undefined {
  const match = shape.exec(asciiDigits(text.trim()));
  if (!match) return undefined;
  const [, prefix = '', digits = '', letters = ''] = match;
  return { prefix: prefix.toUpperCase().replaceAll('_', '-'), parts: digits.split('.').map(Number), letters };
}

/** The same number, letters (`2a`) aside. */
export function isSameNumber(a: NumberKey, b: NumberKey): boolean {
  return (
    a.prefix === b.prefix && a.parts.length === b.parts.length && a.parts.every((part, at) => part === b.parts[at])
  );
}

/** Whether two numbers count the same thing, so that a range may go from one to the other: `2` and `4`, `2.1` and `2.3`, `FR-1` and `FR-3`. */
export function areSiblings(a: NumberKey, b: NumberKey): boolean {
  const parent = (key: NumberKey) => key.parts.slice(0, -1).join('.');
  return a.prefix === b.prefix && a.parts.length === b.parts.length && parent(a) === parent(b);
}
