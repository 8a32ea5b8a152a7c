import type { RunState } from '../core/runState';
import type { Section } from '../core/section';
import { runStatus } from './runView';

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

/** The state of a section as its newest run has it: one word where one is enough. */
export function sectionWords(state: RunState): string {
  const status = runStatus(state);
  return status.toLowerCase().replace(/^verified, ready to review$/, 'verified');
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
