import { severities, type Finding } from '../core/finding';
import type { QaSynthesisAnswer } from '../core/qaAnswers';
import { confidenceOf } from './confidence';

/** How the orchestrator's view is laid over the findings. `modelId` gives the registry's id of a model's name. */
export interface SynthesisRules {
  readonly modelId: (name: string) => string | undefined;
  readonly familyOf: (model: string) => string;
  /** Who fixes a finding when nobody was assigned, by routing. */
  readonly routed: (finding: Finding) => string | undefined;
}

/** The findings after the synthesis, and what of the answer did not fit and was left out. */
export interface Synthesized {
  readonly findings: readonly Finding[];
  readonly notes: readonly string[];
}

/** The name under which a prompt shows the finding at this index, and by which answers speak of it. */
export const findingNumber = (index: number) => `F${index + 1}`;

/** Worst first, surest first, then by place: the order in which findings are numbered and shown. */
export function byWeight(a: Finding, b: Finding): number {
  return (
    severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
    b.confidence - a.confidence ||
    (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line) ||
    (a.id < b.id ? -1 : 1)
  );
}

const unique = <T>(values: readonly T[]) => [...new Set(values)];

/** Several findings as one: the first stays, with everybody's words and the other places as related ones. */
function joined(group: readonly Finding[], familyOf: SynthesisRules['familyOf']): Finding | undefined {
  const [main, ...others] = group.toSorted(byWeight);
  if (!main) return undefined;
  const places = others.flatMap((one) => [{ file: one.file, line: one.line, endLine: one.endLine }, ...one.related]);
  const opinions = [main, ...others].flatMap((one) => one.opinions);
  const voices = [main, ...others].flatMap((one) =>
    one.models.map((model) => ({ family: familyOf(model), anchor: one.anchor })),
  );
  return {
    ...main,
    dimensions: unique([main, ...others].flatMap((one) => one.dimensions)),
    models: unique([main, ...others].flatMap((one) => one.models)),
    related: [...main.related, ...places],
    confidence: Math.max(main.confidence, confidenceOf(voices)),
    opinions,
  };
}

/** Which findings are one, by index: groups that share a finding are one group. */
function groupsOf(duplicates: readonly (readonly number[])[], count: number): readonly (readonly number[])[] {
  const group = Array.from({ length: count }, (_, at) => at);
  for (const [first, ...others] of duplicates) {
    for (const other of others) {
      const [to, from] = [group[first ?? 0], group[other]];
      group.forEach((value, at) => {
        if (value === from && to !== undefined) group[at] = to;
      });
    }
  }
  return [...Map.groupBy(group.keys(), (at) => group[at]).values()];
}

/**
 * Lays the orchestrator's answer over numbered findings (F1 is the first): unified categories, duplicates made one, who
 * fixes what. What it says of unknown findings or models is left out and noted; without an answer routing assigns.
 */
export function applySynthesis(
  findings: readonly Finding[],
  answer: QaSynthesisAnswer | undefined,
  rules: SynthesisRules,
): Synthesized {
  const notes: string[] = [];
  const numbers = new Map(findings.map((_, index) => [findingNumber(index), index]));
  const indexOf = (number: string): readonly number[] => {
    const index = numbers.get(number.trim().toUpperCase());
    if (index === undefined) notes.push(`The synthesis speaks of ${number.slice(0, 20)}, which is no finding.`);
    return index === undefined ? [] : [index];
  };
  const categories = new Map(
    (answer?.categories ?? []).flatMap(({ name, findings: named }) =>
      named.flatMap(indexOf).map((index) => [index, name] as const),
    ),
  );
  const assigned = new Map<number, string>();
  for (const { finding, model } of answer?.fixes ?? []) {
    const id = rules.modelId(model);
    if (id === undefined) {
      notes.push(`The synthesis assigns ${finding} to ${model.slice(0, 40)}, which is no model here; routing decides.`);
    } else for (const index of indexOf(finding)) assigned.set(index, id);
  }
  const duplicates = (answer?.duplicates ?? []).map((group) => group.flatMap(indexOf));
  const groups = groupsOf(duplicates, findings.length);
  const merged = groups.flatMap((group) => {
    const members = group.flatMap((index) => {
      const finding = findings[index];
      const category = categories.get(index);
      if (!finding) return [];
      const model = assigned.get(index);
      return [{ ...finding, ...(category ? { category } : {}), ...(model ? { assignedTo: model } : {}) }];
    });
    const one = joined(members, rules.familyOf);
    if (!one) return [];
    const model = one.assignedTo ?? members.find(({ assignedTo }) => assignedTo)?.assignedTo ?? rules.routed(one);
    return [model === undefined ? one : { ...one, assignedTo: model }];
  });
  return { findings: merged.toSorted(byWeight), notes: unique(notes) };
}
