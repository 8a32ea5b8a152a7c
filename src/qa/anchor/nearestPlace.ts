import { squeeze, wordsOf, type FileIndex } from './fileIndex';
import type { LineRange } from './findAll';

/** A squeezed line shorter than this (`return null;`) says too little to stand for a whole quote. */
const tellingLine = 14;
/** What a window of lines must have in common with a quote (Sørensen–Dice over words), and by how much it must lead. */
const alike = 0.75;
const lead = 0.08;
const mostLines = 60;

/** The place of the quote's lines that stand in the file exactly once: from the first to the last where they keep close together. */
function byUniqueLines(index: FileIndex, quote: readonly string[]): LineRange | undefined {
  const found = quote.flatMap((line) => {
    const squeezed = squeeze(line);
    const places = squeezed.length >= tellingLine ? (index.linesBySqueezed.get(squeezed) ?? []) : [];
    const [only] = places;
    return only !== undefined && places.length === 1 ? [{ at: only, weight: squeezed.length }] : [];
  });
  const best = found.toSorted((a, b) => b.weight - a.weight || a.at - b.at)[0];
  if (!best) return undefined;
  const reach = quote.length + 5;
  const near = found.map(({ at }) => at).filter((at) => Math.abs(at - best.at) <= reach);
  return { first: Math.min(...near), last: Math.max(...near) };
}

function counted(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/**
 * How alike each window of as many lines as the quote has is to it, by the words they share: 2·shared / (all of both).
 * One pass; each step takes a line in and lets one go.
 */
function likenessOfWindows(index: FileIndex, quote: readonly string[]): Float64Array {
  const wanted = counted(quote.flatMap(wordsOf));
  const wantedSize = [...wanted.values()].reduce((sum, count) => sum + count, 0);
  const size = quote.length;
  const windows = new Float64Array(Math.max(1, index.lines.length - size + 1));
  const inside = new Map<string, number>();
  let shared = 0;
  let words = 0;
  index.words.forEach((line, at) => {
    for (const word of line) {
      words += 1;
      const most = wanted.get(word);
      if (most === undefined) continue;
      const count = (inside.get(word) ?? 0) + 1;
      inside.set(word, count);
      if (count <= most) shared += 1;
    }
    const leaving = index.words[at - size] ?? [];
    for (const word of leaving) {
      words -= 1;
      const most = wanted.get(word);
      if (most === undefined) continue;
      const count = inside.get(word) ?? 0;
      inside.set(word, count - 1);
      if (count <= most) shared -= 1;
    }
    windows[Math.max(0, at - size + 1)] = wantedSize + words === 0 ? 0 : (2 * shared) / (wantedSize + words);
  });
  return windows;
}

function byLikeness(index: FileIndex, quote: readonly string[]): LineRange | undefined {
  if (quote.flatMap(wordsOf).length < 4) return undefined;
  const windows = likenessOfWindows(index, quote);
  let best = 0;
  for (let at = 1; at < windows.length; at++) if ((windows[at] ?? 0) > (windows[best] ?? 0)) best = at;
  const score = windows[best] ?? 0;
  if (score < alike) return undefined;
  const rival = windows.some((other, at) => Math.abs(at - best) >= quote.length && other > score - lead);
  const last = Math.min(index.lines.length - 1, best + quote.length - 1);
  return rival ? undefined : { first: best, last };
}

/** The one place of a file that a misquoted text most likely means; undefined when there is none, or more than one. */
export function nearestPlace(index: FileIndex, quote: string): LineRange | undefined {
  const lines = quote
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(0, mostLines);
  return byUniqueLines(index, lines) ?? byLikeness(index, lines);
}
