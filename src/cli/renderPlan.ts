import { commandText } from '../core/commandText';
import type { ModelCommand } from '../core/modelCommand';
import type { Plan, PlanSource, WorkstreamPlan } from '../core/plan';

const sources = {
  orchestrator: 'by the orchestrator',
  routing: 'from the routing rules',
  findings: 'from the findings',
} as const;

const briefChars = 110;

function brief(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > briefChars ? `${line.slice(0, briefChars - 1).trimEnd()}…` : line;
}

function workstreamLines(workstream: WorkstreamPlan, source: PlanSource, width: number): readonly string[] {
  const { id, model, thinking, fallbacks, dependsOn, owns } = workstream;
  const mark = workstream.skip === true ? 'skipped  ' : '';
  const chain = [thinking === undefined ? model : `${model} (thinking ${thinking})`, ...fallbacks].join(', else ');
  const waits = dependsOn.length > 0 ? `  after ${dependsOn.join(', ')}` : '';
  const files = owns.length > 0 ? `  owns ${owns.join(', ')}` : '';
  // Routing rules give every section the same briefs.
  const what = source === 'routing' ? '' : brief(workstream.brief);
  return [
    `    ${id.padEnd(width)}  ${mark}${chain}${waits}${files}`,
    ...(what === '' ? [] : [`    ${' '.repeat(width)}  ${what}`]),
  ];
}

/** A plan as lines for a terminal. */
export function renderPlan(plan: Plan, source: PlanSource): readonly string[] {
  const sections = plan.sections.flatMap((section) => {
    const after = section.dependsOn.length > 0 ? `, builds on ${section.dependsOn.join(', ')}` : '';
    const width = Math.max(0, ...section.workstreams.map(({ id }) => id.length));
    return [
      `  ${section.id} ${section.title}: ${section.complexity}, ${section.strategy}${after}`,
      ...(section.summary === '' ? [] : [`    ${brief(section.summary)}`]),
      ...section.missing.map(
        (missing) =>
          `    missing: ${missing.what}${missing.section === undefined ? '' : ` (section ${missing.section})`}`,
      ),
      ...section.workstreams.flatMap((workstream) => workstreamLines(workstream, source, width)),
    ];
  });
  return [`Plan ${sources[source]}, diversity ${plan.diversity} of 100:`, ...sections];
}

/** The command lines that a plan starts and that this workspace has not approved yet, as lines for a terminal. */
export function renderCommands(commands: readonly ModelCommand[]): readonly string[] {
  if (commands.length === 0) return [];
  const rows = commands.flatMap((command) => [
    `  ${commandText(command)}`,
    `      ${command.models.join(', ')} in ${command.cwd}; paid by ${command.pays}`,
  ]);
  return ['New in this workspace, approved together with the plan: the commands that it starts.', ...rows];
}
