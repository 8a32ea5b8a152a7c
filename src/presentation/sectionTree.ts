import type { Section } from '../core/section';

/** A section with the sections inside it. */
export interface SectionNode {
  readonly section: Section;
  readonly children: readonly SectionNode[];
}

/** Nests a flat list of sections by their heading levels; a level may be skipped. */
export function nestSections(sections: readonly Section[]): readonly SectionNode[] {
  const roots: SectionNode[] = [];
  const open: { readonly level: number; readonly children: SectionNode[] }[] = [];
  for (const section of sections) {
    while (open.length > 0 && (open.at(-1)?.level ?? 0) >= section.level) open.pop();
    const children: SectionNode[] = [];
    (open.at(-1)?.children ?? roots).push({ section, children });
    open.push({ level: section.level, children });
  }
  return roots;
}

/** What the newest run says about a section, for its line in the tree. */
export function sectionStatus(outcome: string | undefined): string {
  switch (outcome) {
    case undefined:
      return '';
    case 'succeeded':
      return 'developed';
    case 'unclean':
      return 'not clean';
    default:
      return outcome;
  }
}
