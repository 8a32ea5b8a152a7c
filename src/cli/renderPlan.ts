import { commandText } from '../core/commandText';
import type { ModelCommand } from '../core/modelCommand';
import type { Plan, PlanSource } from '../core/plan';

const sources = {
  orchestrator: 'by the orchestrator',
  routing: 'from the routing rules',
  findings: 'from the findings',
} as const;

/** A plan as lines for a terminal. */
export function renderPlan(plan: Plan, source: PlanSource): readonly string[] {
  const sections = plan.sections.flatMap((section) => {
    const after = section.dependsOn.length > 0 ? `, builds on ${section.dependsOn.join(', ')}` : '';
    const missing = section.missing.map(({ what }) => `    missing: ${what}`);
    const width = Math.max(...section.workstreams.map(({ id }) => id.length));
    const workstreams = section.workstreams.map((workstream) => {
      const mark = workstream.skip === true ? 'skipped  ' : '';
      const chain = [workstream.model, ...workstream.fallbacks].join(', else ');
      const waits = workstream.dependsOn.length > 0 ? `  after ${workstream.dependsOn.join(', ')}` : '';
      const owns = workstream.owns.length > 0 ? `  owns ${workstream.owns.join(', ')}` : '';
      return `    ${workstream.id.padEnd(width)}  ${mark}${chain}${waits}${owns}`;
    });
    return [
      `  ${section.id} ${section.title}: ${section.complexity}, ${section.strategy}${after}`,
      ...missing,
      ...workstreams,
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
