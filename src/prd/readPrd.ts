import type { Problem } from '../core/problem';
import type { SectionText } from '../core/section';
import { parsePrd } from './parsePrd';

/** A PRD's sections, and what makes it hard to use: nothing to develop, or two sections that claim one number. */
export interface PrdText {
  readonly sections: readonly SectionText[];
  readonly problems: readonly Problem[];
}

/** Reads a PRD together with its problems (all of them warnings: what can be read is read). */
export function readPrd(markdown: string, file: string): PrdText {
  const sections = parsePrd(markdown);
  const warning = (line: number, message: string): Problem => ({ file, line, column: 1, severity: 'warning', message });
  if (sections.length === 0) {
    const what = markdown.trim() === '' ? 'This PRD is empty.' : 'This PRD has no sections: no heading but its title.';
    return { sections, problems: [warning(1, `${what} Begin each part with a heading such as "## 1. Storage".`)] };
  }
  const lettered = sections.filter(({ number, text }) => {
    const plain = /^(.*\d)[a-z]+$/.exec(number)?.[1];
    return plain !== undefined && !text.slice(0, text.indexOf('\n') + 1 || undefined).includes(number);
  });
  const problems = lettered.map(({ number, line }) =>
    warning(line, `More than one section has this number. MAO calls this one ${number}; give it a number of its own.`),
  );
  return { sections, problems };
}
