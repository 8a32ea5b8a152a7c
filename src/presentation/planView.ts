import { commandText } from '../core/commandText';
import type { PlanSource, SectionPlan, WorkstreamPlan } from '../core/plan';
import type { RunState } from '../core/runState';
import type { PlanSectionView, PlanView, PlanWorkstreamView } from './panelView';

const sources: Readonly<Record<PlanSource, string>> = {
  orchestrator: 'Proposed by the orchestrator.',
  routing: 'Straight from the routing rules: the orchestrator could not be reached.',
  findings: 'From the findings: one workstream for each file.',
};

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function workstreamView(workstream: WorkstreamPlan): PlanWorkstreamView {
  return {
    id: workstream.id,
    title: workstream.title,
    models: [workstream.model, ...workstream.fallbacks],
    thinking: workstream.thinking,
    brief: workstream.brief,
    owns: workstream.owns,
    dependsOn: workstream.dependsOn,
    skip: workstream.skip === true,
  };
}

/** `Medium, in waves.` with what it builds on. */
export function planFacts(section: SectionPlan): string {
  const strategy = { parallel: 'in parallel', sequential: 'one after the other', waves: 'in waves' }[section.strategy];
  const after = section.dependsOn.length > 0 ? ` Builds on ${section.dependsOn.join(', ')}.` : '';
  const ready = section.missing.length === 0 ? ' Ready: nothing missing.' : '';
  return `${capital(section.complexity)} complexity, ${strategy}.${after}${ready}`;
}

function sectionView(section: SectionPlan): PlanSectionView {
  return {
    label: `${section.id} ${section.title}`,
    facts: planFacts(section),
    summary: section.summary,
    missing: section.missing.map((gap) =>
      gap.section === undefined ? gap.what : `${gap.what} (section ${gap.section})`,
    ),
    workstreams: section.workstreams.map(workstreamView),
  };
}

/** The plan as the panel shows it; undefined before there is one. */
export function planView(state: RunState): PlanView | undefined {
  if (!state.plan) return undefined;
  return {
    awaiting: state.phase === 'approval' && !state.planApproved,
    commands: state.newCommands.map((command) => ({
      command: commandText(command),
      facts: `${command.models.join(', ')} in ${command.cwd}. Paid by ${command.pays}.`,
    })),
    source: sources[state.planSource ?? 'orchestrator'],
    diversity: state.plan.diversity,
    sections: state.plan.sections.map(sectionView),
  };
}
