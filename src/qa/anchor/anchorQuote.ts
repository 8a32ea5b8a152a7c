import type { AnchorKind } from '../../core/finding';
import { choosePlace, type PlaceHints } from './choosePlace';
import { squeeze, type FileIndex } from './fileIndex';
import { findAll, type LineRange } from './findAll';
import { nearestPlace } from './nearestPlace';
import { quoteForms } from './quoteForms';

/** Where a finding stands: its place and how that was found; `others` are places where the quote stands as well. */
export interface Anchor {
  readonly how: AnchorKind;
  readonly place: LineRange;
  readonly others: readonly LineRange[];
}

/** A quote with more places than this (a brace, `return;`) names none of them. */
const mostPlaces = 20;
/** A quote of fewer characters, white space aside, is searched exactly or not at all. */
const tellingQuote = 4;

/** The places where the quote makes up whole lines, if there are any: `id` stands in many a line, but is rarely one. */
function wholeLines(index: FileIndex, places: readonly LineRange[], form: string): readonly LineRange[] {
  const squeezed = squeeze(form);
  const whole = places.filter(({ first, last }) => index.squeezedLines.slice(first, last + 1).join('') === squeezed);
  return whole.length > 0 ? whole : places;
}

function settle(
  index: FileIndex,
  how: AnchorKind,
  found: readonly LineRange[],
  form: string,
  hints: PlaceHints,
): Anchor | undefined {
  const places = found.length > 1 ? wholeLines(index, found, form) : found;
  const [first] = places;
  if (first === undefined) return undefined;
  if (places.length === 1) return { how, place: first, others: [] };
  if (places.length > mostPlaces) return undefined;
  const chosen = choosePlace(index, places, hints) ?? first;
  return { how, place: chosen, others: places.filter((place) => place !== chosen) };
}

/**
 * Finds the place that a quote means: exactly, else apart from white space and typographic look-alikes, else the one place
 * that is nearest to it; undefined when only the file is sure. Never outside the file.
 */
export function anchorQuote(index: FileIndex, quote: string, hints: PlaceHints): Anchor | undefined {
  const forms = quoteForms(quote);
  for (const form of forms) {
    const found = settle(index, 'exact', findAll(index.exact, form, mostPlaces * 5), form, hints);
    if (found) return found;
  }
  for (const form of forms) {
    const squeezed = squeeze(form);
    if (squeezed.length < tellingQuote) continue;
    const found = settle(index, 'whitespace', findAll(index.squeezed, squeezed, mostPlaces * 5), form, hints);
    if (found) return found;
  }
  for (const form of forms) {
    const place = nearestPlace(index, form);
    if (place) return { how: 'nearest', place, others: [] };
  }
  return undefined;
}
