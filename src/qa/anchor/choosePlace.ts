import type { FileIndex } from './fileIndex';
import type { LineRange } from './findAll';

/** What may tell equal places apart: the line that the model believes (from 1), and what it says about the finding. */
export interface PlaceHints {
  readonly line?: number | undefined;
  readonly about: string;
}

/** How far the surroundings of a place reach, in lines. */
const above = 60;
const below = 8;

/** The names of code in a model's prose: in backticks, with a call's parenthesis, or of mixed case. */
function namesIn(about: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const [, code = ''] of about.matchAll(/`([^`]+)`/g)) {
    for (const name of code.match(/[\p{L}_$][\p{L}\p{N}_$]{2,}/gu) ?? []) names.add(name);
  }
  for (const [name] of about.matchAll(/[\p{L}_$][\p{L}\p{N}_$]{2,}(?=\()|\b[a-z]+[A-Z][\w$]*|\b\w+_\w+/gu)) {
    names.add(name);
  }
  return names;
}

/** How near the names stand to a place, above it rather than below: what encloses code is named above it. */
function nearness(index: FileIndex, place: LineRange, names: ReadonlySet<string>): number {
  const nearest = new Map<string, number>();
  const see = (at: number, distance: number) => {
    for (const word of index.words[at] ?? []) {
      if (names.has(word)) nearest.set(word, Math.min(distance, nearest.get(word) ?? Infinity));
    }
  };
  for (let at = Math.max(0, place.first - above); at <= place.last; at++) see(at, Math.max(0, place.first - at));
  for (let at = place.last + 1; at <= place.last + below; at++) see(at, above + at - place.last);
  return [...nearest.values()].reduce((sum, distance) => sum + 1 / (1 + distance), 0);
}

/**
 * Of several places where a quote stands equally, the one that is meant: where the names stand of which the model speaks,
 * else nearest to the line it gave, else undefined.
 */
export function choosePlace(index: FileIndex, places: readonly LineRange[], hints: PlaceHints): LineRange | undefined {
  const names = namesIn(hints.about);
  const scored = places.map((place) => ({ place, score: names.size === 0 ? 0 : nearness(index, place, names) }));
  const best = Math.max(...scored.map(({ score }) => score));
  const likeliest = scored.filter(({ score }) => score === best).map(({ place }) => place);
  if (likeliest.length === 1) return likeliest[0];
  const { line } = hints;
  // A line outside the file is one that the model made up.
  if (line === undefined || line > index.lines.length) return undefined;
  return likeliest.toSorted((a, b) => Math.abs(a.first - line + 1) - Math.abs(b.first - line + 1))[0];
}
