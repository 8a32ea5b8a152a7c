import type { SectionText } from '../core/section';

const lastLine = (section: SectionText) => section.line + section.lines - 1;
const overlap = (a: SectionText, b: SectionText) => a.line <= lastLine(b) && b.line <= lastLine(a);

/**
 * The sections that the chosen ones may rest on: all that share no line with them, largest units only, in the document's
 * order, as many from the start as fit into `maxChars`.
 */
export function relatedSections(
  all: readonly SectionText[],
  chosen: readonly SectionText[],
  maxChars: number,
): readonly SectionText[] {
  const related: SectionText[] = [];
  let chars = 0;
  for (const section of all) {
    if (chosen.some((one) => overlap(one, section)) || related.some((one) => overlap(one, section))) continue;
    if (chars + section.text.length > maxChars) continue;
    chars += section.text.length;
    related.push(section);
  }
  return related;
}
