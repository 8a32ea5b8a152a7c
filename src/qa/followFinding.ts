import type { Finding } from '../core/finding';
import { squeeze, type FileIndex } from './anchor/fileIndex';
import { findAll } from './anchor/findAll';

/** Places of one quote that are looked at; a file with more of them has the finding near its old line all the same. */
const mostPlaces = 1_000;
/** A quote of fewer characters, white space aside, only counts where it is all that its lines hold. */
const tellingQuote = 8;

/**
 * Where a finding stands in a file as it is now: where its quote does (white space aside), nearest to where it stood. A
 * finding about the whole file stays at its line; undefined when the quote is gone.
 */
export function followFinding(
  index: FileIndex,
  finding: Pick<Finding, 'quote' | 'line' | 'endLine'>,
): { readonly line: number; readonly endLine: number } | undefined {
  const quote = squeeze(finding.quote);
  if (quote === '') {
    const line = Math.max(1, Math.min(finding.line, index.lines.length));
    return { line, endLine: line };
  }
  // Most have not moved: then the rest of the file need not be looked at.
  const { line, endLine } = finding;
  const isInside = line >= 1 && endLine <= index.lines.length;
  if (isInside && squeeze(index.lines.slice(line - 1, endLine).join('')) === quote) return { line, endLine };
  const found = findAll(index.squeezed, quote, mostPlaces);
  const whole = found.filter(({ first, last }) => index.squeezedLines.slice(first, last + 1).join('') === quote);
  const places = whole.length > 0 || quote.length < tellingQuote ? whole : found;
  const distance = (first: number) => Math.abs(first + 1 - finding.line);
  const [nearest] = places.toSorted((a, b) => distance(a.first) - distance(b.first));
  return nearest && { line: nearest.first + 1, endLine: nearest.last + 1 };
}
