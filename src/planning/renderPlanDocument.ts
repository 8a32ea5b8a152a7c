import { commandText } from '../core/commandText';
import { fenced } from '../core/fence';
import type { ModelCommand } from '../core/modelCommand';
import type { ModelRegistry } from '../core/modelSpec';
import type { Plan, PlanSource, SectionPlan } from '../core/plan';
import { stableHash } from '../core/stableHash';
import { contractText } from './contractText';
import { expectedDiversity } from './expectedDiversity';
import { renderWorkstreamItem } from './renderWorkstreamItem';

/** Tokens that a workstream's prompt and answer are guessed to take, apart from its contract and brief. */
const tokensOf: Readonly<Record<SectionPlan['complexity'], number>> = { low: 4000, medium: 8000, high: 16_000 };
const charsPerToken = 4;

const strategies: Readonly<Record<SectionPlan['strategy'], string>> = {
  parallel: 'in parallel',
  sequential: 'one after the other',
  waves: 'in waves',
};

const sources: Readonly<Record<PlanSource, string>> = {
  orchestrator: 'Planned by the orchestrator.',
  routing:
    'From the routing rules alone, since the orchestrator gave no plan: there is no contract, and nobody owns files.',
  findings: 'From the findings: one workstream for each file.',
};

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();
const quote = (text: string) => text.trim().replace(/\r\n?/g, '\n').replace(/^/gm, '> ');

function prompts(section: SectionPlan): SectionPlan['workstreams'] {
  return section.workstreams.filter((workstream) => workstream.skip !== true);
}

/** A rough guess of the tokens that a plan takes, without what models read by themselves. */
export function estimateTokens(plan: Pick<Plan, 'sections'>): number {
  return plan.sections.reduce((sum, section) => {
    const contract = contractText(section.contract).length / charsPerToken;
    const each = tokensOf[section.complexity] + contract;
    return sum + prompts(section).reduce((tokens, { brief }) => tokens + each + brief.length / charsPerToken, 0);
  }, 0);
}

function readiness({ missing }: SectionPlan): string {
  if (missing.length === 0) return 'Ready: nothing missing.';
  return missing.length === 1 ? 'Not ready: 1 thing is missing.' : `Not ready: ${missing.length} things are missing.`;
}

function sectionLine(section: SectionPlan): string {
  const after = section.dependsOn.length === 0 ? '' : ` After section ${section.dependsOn.join(', ')}.`;
  return `${capital(section.complexity)}, ${strategies[section.strategy]}. ${readiness(section)}${after}`;
}

function totalLine(plan: Plan, registry: ModelRegistry): string {
  const count = plan.sections.reduce((sum, section) => sum + prompts(section).length, 0);
  const tokens = Math.round(estimateTokens(plan) / 1000);
  return `Diversity ${expectedDiversity(plan, registry)} of 100. ${count} ${count === 1 ? 'prompt' : 'prompts'}, about ${tokens} k tokens.`;
}

function missingLines({ missing }: SectionPlan): string[] {
  return missing.map(
    ({ what, section }) => `> Missing: ${oneLine(what)}${section === undefined ? '' : ` (section ${section})`}`,
  );
}

function contractLines(section: SectionPlan, heading: string): string[] {
  const { notes, files } = section.contract;
  if (notes.trim() === '' && files.length === 0) return [];
  const rows = files.flatMap((file) => [
    `- \`${file.path}\` (${file.owner})${file.purpose === '' ? '' : `: ${oneLine(file.purpose)}`}`,
    ...file.exports.map((signature) => `  - \`${oneLine(signature)}\``),
  ]);
  return ['', heading, '', ...(notes.trim() === '' ? [] : [quote(notes), '']), ...rows];
}

function sectionBody(section: SectionPlan, contractHeading: string): string[] {
  return [
    ...missingLines(section),
    ...(section.summary.trim() === '' ? [] : ['', quote(section.summary)]),
    '',
    ...section.workstreams.flatMap(renderWorkstreamItem),
    ...contractLines(section, contractHeading),
  ];
}

/** The command lines that approval allows for good, as they are. */
function commandLines(commands: readonly ModelCommand[]): string[] {
  if (commands.length === 0) return [];
  const rows = commands.map((command) => {
    const facts = `${command.models.join(', ')}, in ${command.cwd}, paid by ${command.pays}`;
    return `# ${oneLine(facts)}\n${commandText(command)}`;
  });
  const words = 'This workspace has not started these before. Approving the plan approves them until one changes.';
  return ['', '## Commands that it starts', '', words, '', fenced(rows.join('\n\n'), 'sh').trimEnd()];
}

/** Which proposal a plan document shows, whatever the user made of it; undefined when that was taken out. */
export function proposalOf(text: string): string | undefined {
  return /<!-- mao-plan ([0-9a-f]+) -->/.exec(text)?.[1];
}

/**
 * The plan as a markdown document that the user reads and edits before anything runs; `readPlanDocument` takes the edits
 * back. Only the items of workstreams are read; everything else is for the eye.
 */
export function renderPlanDocument(
  plan: Plan,
  source: PlanSource,
  registry: ModelRegistry,
  commands: readonly ModelCommand[] = [],
): string {
  const names = plan.sections.map(({ id, title }) => oneLine(`${id} ${title}`));
  const [only] = plan.sections.length === 1 ? plan.sections : [];
  const body = only
    ? [`${sectionLine(only)} ${totalLine(plan, registry)}`, ...sectionBody(only, '## Contract')]
    : [
        totalLine(plan, registry),
        ...plan.sections.flatMap((section, index) => [
          '',
          `## ${names[index] ?? section.id}`,
          '',
          sectionLine(section),
          ...sectionBody(section, '### Contract'),
        ]),
      ];
  const lines = [
    `# Plan for ${names.join(', ')}`,
    '',
    ...body,
    ...commandLines(commands),
    '',
    '---',
    '',
    `${sources[source]} Untick a workstream to leave it out. Its models, thinking mode, brief and the lines under it (Owns, After, Done when) can be changed; the contract follows what is owned.`,
    '',
    `Models: ${[...registry.keys()].join(', ')}.`,
  ];
  const text = lines.join('\n');
  return `${text}\n\n<!-- mao-plan ${stableHash(text)} -->\n`;
}
