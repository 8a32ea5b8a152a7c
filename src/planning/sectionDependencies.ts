import type { DependencyCheckAnswer } from '../core/answers';
import type { SectionPlan } from '../core/plan';
import type { Section } from '../core/section';
import { findCycle } from './graph';

/** What the dependency check means for the sections of a run; `notes` say what could not be kept. */
export interface SectionDependencies {
  readonly dependsOn: ReadonlyMap<string, readonly string[]>;
  readonly missing: ReadonlyMap<string, SectionPlan['missing']>;
  readonly notes: readonly string[];
}

/** The section of the run that a model means by `2`, `Section 2`, `2 Loans` or `loans`. */
export function meantSection<S extends Pick<Section, 'number' | 'title' | 'slug'>>(
  sections: readonly S[],
  reference: string,
): S | undefined {
  const wanted = reference
    .trim()
    .toLowerCase()
    .replace(/^(?:section\s+|§\s*)/, '')
    .replace(/[.:]$/, '');
  const byNumber = sections.find((section) => section.number.toLowerCase() === wanted);
  return (
    byNumber ??
    sections.find(({ number, title, slug }) =>
      [`${number} ${title}`, `${number}. ${title}`, `${number}: ${title}`, title, slug].some(
        (name) => name.toLowerCase() === wanted,
      ),
    )
  );
}

/** Adds the check's edges between sections of this run one by one, leaving out each that would close a cycle. */
function edges(
  sections: readonly Section[],
  check: DependencyCheckAnswer,
): Pick<SectionDependencies, 'dependsOn' | 'notes'> {
  const dependsOn = new Map<string, string[]>(sections.map((section) => [section.number, []]));
  const notes: string[] = [];
  const wanted = Object.entries(check.dependsOn).flatMap(([from, targets]) => targets.map((to) => [from, to] as const));
  for (const [fromText, toText] of wanted) {
    const from = meantSection(sections, fromText)?.number;
    const to = meantSection(sections, toText)?.number;
    const known = from === undefined ? undefined : dependsOn.get(from);
    if (from === undefined || to === undefined || from === to || !known || known.includes(to)) continue;
    known.push(to);
    if (findCycle([...dependsOn].map(([key, keys]) => ({ key, dependsOn: keys })))) {
      known.pop();
      notes.push(`Section ${from} does not wait for section ${to}, since ${to} already waits for ${from}.`);
    }
  }
  return { dependsOn, notes };
}

/** Which sections of the run lack a missing part: the one it names, those that build on the one it names, else the first. */
function lacking(
  sections: readonly Section[],
  check: DependencyCheckAnswer,
  part: string | undefined,
): readonly string[] {
  const numbers = sections.map((section) => section.number);
  if (part !== undefined) {
    const itself = meantSection(sections, part);
    if (itself) return [itself.number];
    const users = Object.entries(check.dependsOn).flatMap(([from, targets]) =>
      targets.includes(part) ? (meantSection(sections, from)?.number ?? []) : [],
    );
    if (users.length > 0) return users;
  }
  return numbers.slice(0, 1);
}

/** Reads the dependency check for the sections of a run: who waits for whom (never in a circle), and what is missing where. */
export function sectionDependencies(
  sections: readonly Section[],
  check: DependencyCheckAnswer | undefined,
): SectionDependencies {
  if (!check) return { dependsOn: new Map(), missing: new Map(), notes: [] };
  const unnamed = { what: 'The check says that something is missing, but not what.', section: undefined };
  const parts = check.ready || check.missing.length > 0 ? check.missing : [unnamed];
  const missing = new Map<string, SectionPlan['missing']>();
  for (const { what, section } of parts) {
    for (const number of lacking(sections, check, section)) {
      missing.set(number, [...(missing.get(number) ?? []), section === undefined ? { what } : { what, section }]);
    }
  }
  return { ...edges(sections, check), missing };
}
