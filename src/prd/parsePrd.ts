import type { SectionText } from '../core/section';
import { assignNumbers } from './assignNumbers';
import { outlineOf } from './outline';
import { readHeadings } from './readHeadings';
import { plainText } from './sourceText';

/** The offset in `text` at which each line begins, and one more for its end. */
function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  if (starts.at(-1) !== text.length) starts.push(text.length);
  return starts;
}

/**
 * All sections of a PRD in the order of the document, subsections after their parents. Never throws; a text without
 * headings gives none. Numbers are unique (`assignNumbers` tells how they come about), `slug` is the anchor GitHub gives
 * the heading, and `text` has `\n` as line ending, whatever the file has.
 */
export function parsePrd(markdown: string): readonly SectionText[] {
  const text = plainText(markdown);
  const headings = readHeadings(text);
  if (headings.length === 0) return [];
  const starts = lineStarts(text);
  const lines = starts.slice(0, -1).map((start, index) => text.slice(start, starts[index + 1]).trimEnd());
  const entries = outlineOf(headings, lines);
  const numbers = assignNumbers(entries);
  return entries.map((entry, index) => ({
    number: numbers[index] ?? '',
    title: entry.own?.title ?? entry.text,
    slug: entry.slug,
    level: entry.level,
    line: entry.line,
    lines: entry.end - entry.line,
    text: text.slice(starts[entry.line - 1], starts[entry.end - 1]),
  }));
}
