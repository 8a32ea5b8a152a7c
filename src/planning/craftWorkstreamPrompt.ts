import { clipText, dataBlock, dataNotice } from '../core/fence';
import type { ModelSpec } from '../core/modelSpec';
import type { SectionPlan, WorkstreamPlan } from '../core/plan';
import type { SectionText } from '../core/section';
import { fillTemplate } from '../core/templatePlaceholders';
import { answerRules, takeoverNotice, workstreamRules, type AnswerForm, type TakeoverNotice } from './answerRules';
import type { ContextPacket } from './contextPacket';
import { contractText } from './contractText';
import { existingFilesText, type ExistingFiles } from './existingFiles';
import { modelProfile } from './modelProfiles';
import { taskProfile } from './taskProfiles';
import { workstreamIdOf } from './workstreamId';

/** What a workstream's prompt is made of. */
export interface WorkstreamPromptInput extends ExistingFiles {
  readonly section: SectionText;
  readonly plan: SectionPlan;
  readonly workstream: WorkstreamPlan;
  readonly model: ModelSpec;
  readonly context: ContextPacket;
  readonly templates: ReadonlyMap<string, string>;
  readonly answers: AnswerForm;
  readonly takeover?: TakeoverNotice;
}

const sectionChars = 120_000;

const bullets = (points: readonly string[]) => points.map((point) => `- ${point}`).join('\n');
const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();
const part = (heading: string, body: string) => (body === '' ? '' : `## ${heading}\n\n${body.trimEnd()}`);

/** The parts in which prompts for different models and tasks differ not at all: what this workstream is about. */
function values(input: WorkstreamPromptInput) {
  const { section, plan, workstream, context } = input;
  const decisions = context.decisions === '' ? '' : `Decisions so far:\n${context.decisions}`;
  return {
    section: dataBlock(`PRD section ${section.number} ${section.title}`, clipText(section.text, sectionChars)),
    contract: contractText(plan.contract, workstream.id),
    brief: workstream.brief,
    acceptance: bullets(workstream.acceptance),
    context: [context.finished, decisions].filter((text) => text !== '').join('\n'),
    workstream: `${workstream.title} (${workstream.id})`,
    model: input.model.id,
  };
}

/** The user's template for this task, under its own name or one of the specification's. */
function templateOf({ templates, workstream }: WorkstreamPromptInput): string | undefined {
  const task = workstreamIdOf(workstream.id);
  const byTask = templates.get(task) ?? [...templates].find(([name]) => workstreamIdOf(name) === task)?.[1];
  return byTask ?? templates.get('workstream');
}

/** The prompt's own part: the task, tailored to what the model is good at and to what the task needs. */
function tailored(input: WorkstreamPromptInput): string {
  const { section, workstream, model, plan } = input;
  const task = taskProfile(workstream.id);
  const profile = modelProfile(model);
  const { contract, brief, acceptance, context, section: text } = values(input);
  const note = task.demand.note === undefined ? '' : `\n\n${task.demand.note}`;
  const approach = `Use it here:\n${bullets(profile.approach)}`;
  const strengths = profile.strengths.length === 0 ? '' : `You excel at:\n${bullets(profile.strengths)}\n\n`;
  const aim = plan.summary === '' ? '' : `\n\nThe section as a whole: ${oneLine(plan.summary)}`;
  return [
    `${task.opening(`section ${section.number}, "${oneLine(section.title)}"`)}\n\n${strengths}${approach}`,
    part('Your workstream', `${brief}${aim}`),
    `${task.demand.heading}\n${bullets(task.demand.points)}${note}`,
    part('Done when', acceptance),
    part('The section', text),
    part('The contract between the workstreams', contract),
    part('What is there already', context),
  ]
    .filter((piece) => piece !== '')
    .join('\n\n');
}

/**
 * The prompt of one workstream, without header lines. A template of the user takes the place of the tailored part; rules and
 * the form of the answer always follow, since the run depends on them.
 */
export function craftWorkstreamPrompt(input: WorkstreamPromptInput): string {
  const { plan, workstream, takeover } = input;
  const template = templateOf(input);
  const own = template === undefined ? tailored(input) : fillTemplate(template, values(input)).trim();
  const pieces = [
    own,
    part('Files as they are', existingFilesText(input)),
    part('You take over', takeover ? takeoverNotice(takeover) : ''),
    part('Rules', `${workstreamRules(plan, workstream)}\n- ${dataNotice}`),
    part('How to answer', answerRules(input.answers)),
  ];
  return pieces.filter((piece) => piece !== '').join('\n\n') + '\n';
}
