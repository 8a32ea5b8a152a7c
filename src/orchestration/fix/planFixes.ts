import type { Configuration } from '../../core/configuration';
import { severities, type Finding } from '../../core/finding';
import type { FindingToFix, FixOrder } from '../../core/fixOrder';
import type { Plan, SectionPlan, WorkstreamPlan } from '../../core/plan';
import type { SectionText } from '../../core/section';
import { expectedDiversity } from '../../planning/expectedDiversity';
import { fallbackChain, universalFallback } from '../../planning/fallbackChain';
import { fixRoute, routeFix } from '../../qa/routeFix';

type Models = Pick<Configuration, 'registry' | 'routing'>;

const worstFirst = (a: FindingToFix, b: FindingToFix) =>
  severities.indexOf(a.finding.severity) - severities.indexOf(b.finding.severity) || a.finding.line - b.finding.line;

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();
const placeOf = ({ file, line, anchor }: Finding) => (anchor === 'file' ? file : `line ${line}`);

/** Who mends a finding: whom the QA assigned it to when the registry has that model, else by the routing rules. */
function assigned({ finding }: FindingToFix, { registry, routing }: Models): string {
  const named = finding.assignedTo;
  const known = named !== undefined && registry.has(named) ? named : routeFix(finding, routing, registry);
  return known ?? universalFallback;
}

/** The model that most of the findings are assigned to; among equals that of the worst finding. */
function modelFor(findings: readonly FindingToFix[], models: Models): string {
  const votes = Map.groupBy(findings, (one) => assigned(one, models));
  const [most] = [...votes].toSorted(([, a], [, b]) => b.length - a.length);
  return most?.[0] ?? universalFallback;
}

/** The name of a workstream by its file: `fix-members` for `src/members.ts`; taken names get a number. */
function idFor(file: string, taken: Set<string>): string {
  const base = file.slice(file.lastIndexOf('/') + 1).replace(/(?<=.)\.[^.]*$/, '');
  const words = base
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  const name = `fix-${words.slice(0, 40) || 'file'}`;
  let id = name;
  for (let count = 2; taken.has(id); count++) id = `${name}-${count}`;
  taken.add(id);
  return id;
}

function briefOf(file: string, findings: readonly FindingToFix[]): string {
  const points = findings.map(({ finding }) => {
    const { severity, message, suggestion } = finding;
    const advice = suggestion === '' ? '' : ` Suggestion: ${oneLine(suggestion)}`;
    return `- ${placeOf(finding)} (${severity}): ${oneLine(message)}.${advice}`.replace(/\.\./g, '.');
  });
  return [`Mend what the QA found in ${file}:`, ...points].join('\n');
}

function workstreamOf(
  file: string,
  findings: readonly FindingToFix[],
  order: FixOrder,
  models: Models,
  taken: Set<string>,
): WorkstreamPlan {
  const { registry, routing } = models;
  const model = order.model ?? modelFor(findings, models);
  const [worst] = findings;
  const route = worst && fixRoute(worst.finding, routing);
  const thinking = registry.get(model)?.thinking;
  return {
    id: idFor(file, taken),
    title: `Fix of ${file}`,
    model,
    fallbacks: fallbackChain(model, route, registry),
    dependsOn: [],
    ...(thinking === undefined ? {} : { thinking }),
    owns: [file],
    brief: briefOf(file, findings),
    acceptance: findings.map(({ finding }) => `No longer so: ${oneLine(finding.message)}`),
  };
}

function sectionPlan(section: SectionText, workstreams: readonly WorkstreamPlan[], findings: number): SectionPlan {
  const files = workstreams.map(({ id, owns: [path = ''] }) => ({
    ...{ path, owner: id, purpose: 'where the findings stand', exports: [] },
  }));
  return {
    id: section.number,
    title: section.title,
    complexity: findings <= 3 ? 'low' : findings <= 12 ? 'medium' : 'high',
    strategy: 'parallel',
    summary: `Mends ${findings === 1 ? 'one finding' : `${findings} findings`} of the QA.`,
    contract: { notes: '', files },
    dependsOn: [],
    missing: [],
    workstreams: [...workstreams],
  };
}

/**
 * The plan of a fix run: one workstream for each file, in the section of its first finding. Each file has one workstream
 * only, so that two never mend the same lines; pure.
 */
export function planFixes(order: FixOrder, sections: readonly SectionText[], models: Models): Plan {
  const taken = new Set<string>();
  const groups = [...Map.groupBy(order.findings.toSorted(worstFirst), ({ finding }) => finding.file)];
  const planned = groups.map(([file, findings]) => ({
    section: findings[0]?.section,
    findings: findings.length,
    workstream: workstreamOf(file, findings, order, models, taken),
  }));
  const plans = sections.flatMap((section) => {
    const own = planned.filter((one) => one.section === section.number);
    const count = own.reduce((sum, { findings }) => sum + findings, 0);
    const workstreams = own.map(({ workstream }) => workstream);
    return own.length === 0 ? [] : [sectionPlan(section, workstreams, count)];
  });
  return { sections: plans, diversity: expectedDiversity({ sections: plans }, models.registry) };
}

/** The findings that a workstream of the plan mends, worst first. */
export function findingsOf(order: FixOrder, { owns }: Pick<WorkstreamPlan, 'owns'>): readonly FindingToFix[] {
  return order.findings.filter(({ finding }) => owns.includes(finding.file)).toSorted(worstFirst);
}
