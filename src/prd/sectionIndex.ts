import type { Section } from '../core/section';
import type { NumberKey } from './numberKey';
import { isSameNumber, readNumberKey } from './numberKey';
import { readOwnNumber } from './ownNumber';

const squeezed = (text: string) => text.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim();

const unmarked = (text: string) => squeezed(text.replace(/^#+\s*|[*_`]/g, ''));

/** Everything by which a user may call a section: its number, a second label in its title (`3.2 FR-003: …`), its heading and what stands before a colon. */
interface IndexedSection<S> {
  readonly section: S;
  readonly keys: readonly NumberKey[];
  readonly texts: readonly string[];
}

/** Finds sections by what users call them. */
export interface SectionIndex<S extends Section> {
  readonly sections: readonly S[];
  /** Sections of this number; `2` finds `2a` and `2b` too, when there is no `2`. */
  byNumber(text: string): readonly S[];
  byNumberKey(test: (key: NumberKey) => boolean): readonly S[];
  bySlug(text: string): S | undefined;
  /** Sections with this heading (case, markup and spaces aside), with or without its number. */
  byHeading(text: string): readonly S[];
}

function indexed<S extends Section>(section: S): IndexedSection<S> {
  const key = readNumberKey(section.number);
  const label = readOwnNumber(section.title);
  const labelKey = label && !label.bare ? readNumberKey(label.number) : undefined;
  const title = unmarked(section.title);
  const [beforeColon = '', afterColon] = title.split(/\s*[:：]\s*/u, 2);
  return {
    section,
    keys: [key, labelKey].filter((found) => found !== undefined),
    texts: [title, ...(label ? [unmarked(label.title)] : []), ...(afterColon === undefined ? [] : [beforeColon])],
  };
}

function uniqueSections<S>(found: readonly IndexedSection<S>[]): readonly S[] {
  return [...new Set(found.map(({ section }) => section))];
}

/** Builds the index of a PRD's sections. */
export function indexSections<S extends Section>(sections: readonly S[]): SectionIndex<S> {
  const all = sections.map(indexed);
  const bySlug = new Map(sections.map((section) => [section.slug, section]));

  const byNumberKey = (test: (key: NumberKey) => boolean) => {
    const own = all.filter(({ keys: [first] }) => first !== undefined && test(first));
    return uniqueSections(own.length > 0 ? own : all.filter(({ keys }) => keys.some(test)));
  };
  const byNumber = (text: string) => {
    const exact = sections.find((section) => section.number === text);
    if (exact) return [exact];
    const key = readNumberKey(text);
    if (!key) return [];
    const same = byNumberKey((other) => isSameNumber(key, other) && key.letters === other.letters);
    return same.length > 0 || key.letters !== '' ? same : byNumberKey((other) => isSameNumber(key, other));
  };
  const byHeading = (text: string) => {
    const wanted = unmarked(text);
    const found = all.filter(({ texts }) => texts.includes(wanted));
    const whole = found.filter(({ texts: [title] }) => title === wanted);
    if (found.length > 0) return uniqueSections(whole.length > 0 ? whole : found);
    const named = readOwnNumber(text.replace(/^#+\s*/, '').trim());
    if (!named) return [];
    const numbered = byNumber(named.number);
    const isBareNumber = unmarked(named.title) === wanted;
    return isBareNumber ? numbered : numbered.filter((section) => unmarked(section.title) === unmarked(named.title));
  };
  return { sections, byNumber, byNumberKey, bySlug: (text) => bySlug.get(text), byHeading };
}
