import type { Section, SectionText } from '../core/section';

/** A section as views need it. */
export const withoutText = ({ number, title, slug, level, line, lines }: SectionText): Section => ({
  number,
  title,
  slug,
  level,
  line,
  lines,
});
