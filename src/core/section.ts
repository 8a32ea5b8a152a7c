import * as z from 'zod';

/**
 * One section of a PRD. `line` is the heading's line (from 1), `lines` the number of lines of the section with all
 * its subsections. The keys are those of `mao sections --json`.
 */
export const sectionSchema = z.object({
  number: z.string(),
  title: z.string(),
  slug: z.string(),
  level: z.int(),
  line: z.int(),
  lines: z.int(),
});

export type Section = Readonly<z.infer<typeof sectionSchema>>;

/** A section together with its markdown, heading line included. */
export interface SectionText extends Section {
  readonly text: string;
}
