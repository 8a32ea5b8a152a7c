import type { CommandView, PlanSectionView, PlanView, PlanWorkstreamView } from '../../src/presentation/panelView';
import { element, Part } from './dom';
import { icon } from './icons';

function drawWorkstream(workstream: PlanWorkstreamView): HTMLElement {
  const [model = '', ...others] = workstream.models;
  const chain = element('p', { class: 'chain' }, element('span', { class: 'model' }, model));
  if (workstream.thinking !== undefined) {
    chain.append(element('span', { class: 'thinking' }, `thinks: ${workstream.thinking}`));
  }
  if (others.length > 0) chain.append(element('span', { class: 'else' }, `else ${others.join(', else ')}`));
  const facts = [
    workstream.owns.length > 0 ? `Owns ${workstream.owns.join(', ')}` : '',
    workstream.dependsOn.length > 0 ? `after ${workstream.dependsOn.join(', ')}` : '',
  ].filter((fact) => fact !== '');
  return element(
    'li',
    { class: workstream.skip ? 'skip' : undefined },
    element('h4', {}, workstream.title, workstream.skip && element('span', { class: 'tag' }, 'skipped')),
    chain,
    element('p', { class: 'brief' }, workstream.brief),
    facts.length > 0 && element('p', { class: 'owns' }, facts.join(' · ')),
  );
}

function drawSection(section: PlanSectionView): HTMLElement {
  const missing = section.missing.map((gap) =>
    element('p', { class: 'note note-warning' }, icon('warning'), element('span', {}, `Not built yet: ${gap}`)),
  );
  return element(
    'section',
    { class: 'plan-section' },
    element('h3', {}, section.label),
    element('p', { class: 'plan-facts' }, section.facts),
    section.summary !== '' && element('p', { class: 'plan-summary' }, section.summary),
    ...missing,
    element('ul', { class: 'plan-workstreams' }, ...section.workstreams.map(drawWorkstream)),
  );
}

/** What the user allows together with the plan, where this workspace has not seen it before. */
function drawCommands(commands: readonly CommandView[]): HTMLElement {
  const rows = commands.map(({ command, facts }) =>
    element('li', {}, element('code', {}, command), element('p', { class: 'owns' }, facts)),
  );
  return element(
    'section',
    { class: 'plan-section plan-commands' },
    element('h3', {}, 'New here: the commands that this plan starts'),
    element('p', { class: 'plan-facts' }, 'Approving the plan approves them for this workspace, until one changes.'),
    element('ul', { class: 'plan-workstreams' }, ...rows),
  );
}

function draw(plan: PlanView | undefined): readonly Node[] {
  if (!plan) return [];
  const amount = plan.sections
    .flatMap((section) => section.workstreams)
    .filter((workstream) => !workstream.skip).length;
  const facts = `${amount} ${amount === 1 ? 'workstream' : 'workstreams'} · diversity ${plan.diversity} of 100`;
  const summary = element(
    'summary',
    { 'data-focus': 'plan' },
    element('h2', {}, 'Plan'),
    element('span', { class: 'aside' }, facts),
  );
  const source = element('p', { class: 'plan-source' }, plan.source);
  const commands = plan.commands.length > 0 ? [drawCommands(plan.commands)] : [];
  return [element('details', { open: plan.awaiting }, summary, source, ...plan.sections.map(drawSection), ...commands)];
}

/** The plan: open while it waits for the user's word, folded away after. */
export function createPlanPart(): Part<PlanView | undefined> {
  return new Part(element('section', { class: 'part plan' }), draw);
}
