import { closestWord } from '../core/closestWord';
import type { Section } from '../core/section';
import { UsageError } from '../core/usageError';
import { listSections, sectionName } from './describeSections';
import { areSiblings, readNumberKey } from './numberKey';
import { readRange, resolveRange } from './resolveRange';
import type { SectionIndex } from './sectionIndex';
import { indexSections } from './sectionIndex';
import { countSeparators, splitReference } from './splitReference';

/** The sections a user asked for, in the order of the document, each once; `warnings` say what was asked for twice. */
export interface ResolvedSections<S extends Section> {
  readonly sections: readonly S[];
  readonly warnings: readonly string[];
}

const example = 'Write for example "2, 3", "2-4", "2.1", or a heading.';

function suggestion(item: string, sections: readonly Section[]): string {
  const wanted = item.toLowerCase();
  const containing = wanted.length < 3 ? [] : sections.filter(({ title }) => title.toLowerCase().includes(wanted));
  const near = closestWord(
    item,
    sections.flatMap(({ number, title, slug }) => [number, title, slug]),
  );
  const likely = readNumberKey(item)
    ? undefined
    : (containing[0] ?? sections.find(({ number, title, slug }) => [number, title, slug].includes(near ?? '')));
  return likely ? `Did you mean ${sectionName(likely)}? ` : '';
}

function unknownSection(item: string, sections: readonly Section[]): never {
  const key = readNumberKey(item);
  const name = key ? `section ${item}` : `section "${item}"`;
  const siblings = sections.filter(({ number }) => {
    const other = readNumberKey(number);
    return key && other && areSiblings(key, other);
  });
  const nearby = siblings.length > 0 ? siblings : sections;
  const commas = /^\d[\d.]*(?:\s+\d[\d.]*)+$/.test(item)
    ? `Put commas between sections: ${item.split(/\s+/).join(', ')}. `
    : '';
  throw new UsageError(
    `There is no ${name}. ${commas}${suggestion(item, sections)}This PRD has ${listSections(nearby)}.`,
  );
}

function onlySection<S extends Section>(item: string, found: readonly S[], sections: readonly S[]): S {
  const [section] = found;
  if (!section) return unknownSection(item, sections);
  if (found.length === 1) return section;
  const places = found.slice(0, 8).map((match) => `${sectionName(match)} (line ${match.line})`);
  const rest = found.length - places.length;
  throw new UsageError(
    `"${item}" may be any of ${found.length} sections: ${places.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}. Name it by the number that stands first.`,
  );
}

/** One item of a reference. A number comes first, then a slug as it is written, a heading, and a range. */
function resolveItem<S extends Section>(item: string, index: SectionIndex<S>): readonly S[] {
  const numbered = index.byNumber(item);
  if (numbered.some((section) => section.number === item)) return numbered;
  const slugged = index.bySlug(item.replace(/^#/, ''));
  if (slugged) return [slugged];
  if (numbered.length > 0) return [onlySection(item, numbered, index.sections)];
  const headed = index.byHeading(item);
  if (headed.length > 0) return [onlySection(item, headed, index.sections)];
  const range = readRange(item);
  if (range) return resolveRange(item, range, index, (end) => unknownSection(end, index.sections));
  return [onlySection(item, [], index.sections)];
}

/** Takes every section once; one that lies within another that was asked for too is part of that. */
function withoutRepeats<S extends Section>(asked: readonly S[], sections: readonly S[]): ResolvedSections<S> {
  const wanted = new Set(asked);
  const warnings: string[] = [];
  const seen = new Set<S>();
  for (const section of asked) {
    if (seen.has(section)) warnings.push(`Section ${sectionName(section)} is named more than once; it is taken once.`);
    seen.add(section);
  }
  const kept: S[] = [];
  for (const section of sections.filter((candidate) => wanted.has(candidate))) {
    const around = kept.at(-1);
    if (around && section.line < around.line + around.lines) {
      warnings.push(
        `Section ${sectionName(section)} is part of ${sectionName(around)}, which is named too; it is taken with that.`,
      );
    } else {
      kept.push(section);
    }
  }
  return { sections: kept, warnings: [...new Set(warnings)] };
}

/**
 * Finds the sections that a user names: `2, 3` · `2-4` · `2.1` · `FR-003` · a heading's text or slug · several of them,
 * comma separated. The result is in the order of the document. Throws a `UsageError` that says what there is.
 */
export function resolveSections<S extends Section>(reference: string, sections: readonly S[]): ResolvedSections<S> {
  if (sections.length === 0) {
    throw new UsageError(
      'This PRD has no sections: it is empty, or has no headings below its title. Begin each part with a heading such as "## 1. Storage".',
    );
  }
  if (reference.trim() === '') {
    throw new UsageError(`Which section? ${example} This PRD has ${listSections(sections)}.`);
  }
  const index = indexSections(sections);
  const mostCommas = sections.reduce((most, { title }) => Math.max(most, countSeparators(title) + 1), 0);
  const isHeading = (text: string) => index.byHeading(text).length > 0;
  const items = splitReference(reference, isHeading, mostCommas);
  if (items.includes('')) {
    const meant = items.filter((item) => item !== '').join(', ');
    throw new UsageError(
      `"${reference.trim()}" has a comma with no section beside it. ${meant === '' ? example : `Write ${meant}.`}`,
    );
  }
  return withoutRepeats(
    items.flatMap((item) => resolveItem(item, index)),
    sections,
  );
}
