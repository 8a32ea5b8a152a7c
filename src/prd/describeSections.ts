import type { Section } from '../core/section';

const mostListed = 12;
const longestTitle = 48;

const shortened = (title: string) =>
  title.length > longestTitle ? `${title.slice(0, longestTitle - 1).trimEnd()}…` : title;

/** How a section is called in a sentence: `2 Loans`. */
export function sectionName(section: Section): string {
  return section.title.startsWith(section.number)
    ? shortened(section.title)
    : `${section.number} ${shortened(section.title)}`;
}

/** Names sections in a sentence: all of them when they are few, else those of the upper levels, else the first and how many more. */
export function listSections(sections: readonly Section[]): string {
  let shown = sections;
  for (let depth = 6; depth > 1 && shown.length > mostListed; depth--) {
    const upper = shown.filter((section) => section.level < depth);
    if (upper.length > 0) shown = upper;
  }
  const names = shown.slice(0, mostListed).map(sectionName);
  const rest = sections.length - names.length;
  return names.join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}
