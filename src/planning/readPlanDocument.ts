import type { ModelRegistry } from '../core/modelSpec';
import type { Plan, SectionPlan } from '../core/plan';
import type { Problem } from '../core/problem';
import { expectedDiversity } from './expectedDiversity';
import { moveOwnership } from './moveOwnership';
import { complainAboutCycle, complainAboutOwners, warnOfSkipped } from './planDocumentProblems';
import { readWorkstreamItem, type Complain, type ItemText } from './readWorkstreamItem';
import { validatePlan } from './validatePlan';

/** The plan with the user's edits. It may be carried out only when no problem is an error; what is wrong stays as it was. */
export interface ReadPlan {
  readonly plan: Plan;
  readonly problems: readonly Problem[];
}

interface SectionText {
  readonly line: number;
  readonly items: ItemText[];
}

/** The head of a workstream: its tick and its id. */
export const itemPattern = /^[-*+] \[([ xX])\] \*\*([^*]+)\*\*/;

/** The item that begins at `at`: its head and the indented lines after it, blank ones between them included. */
function itemLines(lines: readonly string[], at: number): readonly string[] {
  let end = at + 1;
  for (let index = end; index < lines.length; index++) {
    const line = lines[index] ?? '';
    if (line !== '' && (!/^[ \t]/.test(line) || itemPattern.test(line))) break;
    if (line.trim() !== '') end = index + 1;
  }
  return lines.slice(at, end);
}

/** The section whose heading a `## ` line is: the longest number that it begins with. */
export function headedSection(plan: Plan, heading: string): string | undefined {
  const ids = plan.sections.map((section) => section.id).filter((id) => heading === id || heading.startsWith(`${id} `));
  return ids.sort((a, b) => b.length - a.length)[0];
}

function collect(lines: readonly string[], plan: Plan, complain: Complain): ReadonlyMap<string, SectionText> {
  const sections = new Map<string, SectionText>();
  const single = plan.sections.length === 1 ? plan.sections[0]?.id : undefined;
  let current = single;
  if (single !== undefined) sections.set(single, { line: 1, items: [] });
  for (const [index, line] of lines.entries()) {
    const heading = single === undefined ? /^## +(.*?)\s*$/.exec(line)?.[1] : undefined;
    if (heading !== undefined) {
      current = headedSection(plan, heading);
      if (current !== undefined && !sections.has(current)) sections.set(current, { line: index + 1, items: [] });
    }
    const [, tick, id] = itemPattern.exec(line) ?? [];
    if (id === undefined) continue;
    const items = current === undefined ? undefined : sections.get(current)?.items;
    if (!items) complain(index + 1, 1, `This workstream stands under no section of the plan.`);
    else items.push({ line: index + 1, ticked: tick !== ' ', id: id.trim(), lines: itemLines(lines, index) });
  }
  return sections;
}

function readSection(
  section: SectionPlan,
  text: SectionText | undefined,
  registry: ModelRegistry,
  complain: Complain,
  warn: Complain,
): SectionPlan {
  const ids = section.workstreams.map((workstream) => workstream.id);
  const line = text?.line ?? 1;
  const items = new Map<string, ItemText>();
  for (const item of text?.items ?? []) {
    const known = ids.includes(item.id);
    if (!known) complain(item.line, 1, `There is no workstream "${item.id}" here; plan again to add one.`);
    else if (items.has(item.id)) complain(item.line, 1, `The workstream "${item.id}" stands here twice.`);
    else items.set(item.id, item);
  }
  const workstreams = section.workstreams.map((original) => {
    const item = items.get(original.id);
    if (item) return readWorkstreamItem(item, original, ids, registry, complain, warn);
    if (original.skip !== true) warn(line, 1, `The workstream "${original.id}" was taken out; it will be skipped.`);
    return { ...original, skip: true };
  });
  const read = [...items.values()];
  complainAboutOwners(read, workstreams, complain);
  complainAboutCycle(read, workstreams, complain);
  warnOfSkipped(read, workstreams, warn);
  const { contract, orphans } = moveOwnership(section.contract, section.workstreams, workstreams);
  for (const path of orphans) warn(line, 1, `"${path}" belongs to nobody now; it was taken out of the contract.`);
  return { ...section, workstreams, contract: { ...contract, files: [...contract.files] } };
}

/**
 * Takes the user's edits back from the plan document: ticks, models, thinking modes, fallbacks, briefs, and what each workstream
 * owns, waits for and is done with. Problems have the line and column in `file`.
 */
export function readPlanDocument(text: string, original: Plan, registry: ModelRegistry, file = 'plan.md'): ReadPlan {
  const problems: Problem[] = [];
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const say =
    (severity: Problem['severity']): Complain =>
    (line, at, message, length) => {
      const column = Math.min(at, (lines[line - 1]?.length ?? 0) + 1);
      const end = length === undefined ? {} : { endLine: line, endColumn: column + length };
      problems.push({ file, line, column, ...end, severity, message });
    };
  const complain = say('error');
  const texts = collect(lines, original, complain);
  const sections = original.sections.map((section) =>
    readSection(section, texts.get(section.id), registry, complain, say('warning')),
  );
  if (sections.every(({ workstreams }) => workstreams.every(({ skip }) => skip === true))) {
    const [first] = [...texts.values()].flatMap(({ items }) => items);
    complain(first?.line ?? 1, 1, 'Every workstream is left out: nothing is left to do. Tick one, or cancel.');
  }
  if (!problems.some((problem) => problem.severity === 'error')) {
    for (const error of validatePlan({ sections }, registry)) complain(1, 1, error);
  }
  return { plan: { sections, diversity: expectedDiversity({ sections }, registry) }, problems };
}
