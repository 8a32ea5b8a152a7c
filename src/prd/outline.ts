import type { OwnNumber } from './ownNumber';
import { readOwnNumber } from './ownNumber';
import type { Heading } from './readHeadings';
import { isTableOfContents } from './tableOfContents';

/** A heading that is a section. `end` is the line after its last one, subsections included; `parent` an index into the outline. */
export interface OutlineEntry extends Heading {
  readonly own: OwnNumber | undefined;
  readonly end: number;
  readonly parent: number | undefined;
}

/** `2 Loans` is numbered only where at least half of its level is: otherwise `10 minutes` would be section 10. */
function ownNumbers(headings: readonly Heading[]): readonly (OwnNumber | undefined)[] {
  const found = headings.map((heading) => readOwnNumber(heading.text));
  const all = Array<number>(7).fill(0);
  const numbered = Array<number>(7).fill(0);
  headings.forEach(({ level }, index) => {
    all[level] = (all[level] ?? 0) + 1;
    if (found[index]) numbered[level] = (numbered[level] ?? 0) + 1;
  });
  return found.map((own, index) => {
    const level = headings[index]?.level ?? 0;
    return own?.bare === true && (numbered[level] ?? 0) * 2 < (all[level] ?? 0) ? undefined : own;
  });
}

/** The index of the document's title: its only H1, or an H1 as first heading when all others are numbered; a number of its own makes it a section. */
function titleIndex(headings: readonly Heading[], own: readonly (OwnNumber | undefined)[]): number | undefined {
  const top = headings.flatMap((heading, index) => (heading.level === 1 ? [index] : []));
  const unnumbered = top.filter((index) => !own[index]);
  const [only] = unnumbered;
  return unnumbered.length === 1 && (top.length === 1 || only === 0) ? only : undefined;
}

/** For each heading the index of the next one on its level or above; `headings.length` when there is none. */
function nextPeers(headings: readonly Heading[]): readonly number[] {
  const next = Array<number>(headings.length).fill(headings.length);
  const open: number[] = [];
  headings.forEach(({ level }, index) => {
    for (let last = open.at(-1); last !== undefined && (headings[last]?.level ?? 0) >= level; last = open.at(-1)) {
      next[last] = index;
      open.pop();
    }
    open.push(index);
  });
  return next;
}

/** The sections among the headings, in order: not the document's title, not a table of contents. `lines` are those of the whole text. */
export function outlineOf(headings: readonly Heading[], lines: readonly string[]): readonly OutlineEntry[] {
  const own = ownNumbers(headings);
  const title = titleIndex(headings, own);
  const next = nextPeers(headings);
  const texts = new Set(
    headings.flatMap(({ text }, index) => [text.toLowerCase(), own[index]?.title.toLowerCase() ?? '']),
  );
  const entries: OutlineEntry[] = [];
  const open: number[] = [];
  headings.forEach((heading, index) => {
    const end = headings[next[index] ?? -1]?.line ?? lines.length + 1;
    const isLeaf = next[index] === index + 1;
    if (index === title) return;
    if (isLeaf && !own[index] && isTableOfContents(heading.text, lines.slice(heading.line, end - 1), texts)) return;
    while ((entries[open.at(-1) ?? -1]?.level ?? 0) >= heading.level) open.pop();
    entries.push({ ...heading, own: own[index], end, parent: open.at(-1) });
    open.push(entries.length - 1);
  });
  return entries;
}
