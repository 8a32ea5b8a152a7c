import { clipText, dataBlock, dataNotice } from '../core/fence';
import type { SectionPlan, WorkstreamPlan } from '../core/plan';
import type { SectionText } from '../core/section';
import { answerRules, type AnswerForm } from './answerRules';
import { contractText } from './contractText';
import { existingFilesText, type ExistingFiles } from './existingFiles';

const sectionChars = 40_000;
const outputChars = 12_000;

/** A red check as the repairing model sees it; `output` names files relative to the working directory. */
export interface RedCheck {
  readonly name: string;
  readonly command: readonly string[];
  readonly timedOut: boolean;
  readonly output: string;
}

/**
 * What a repair's prompt is made of. `sections` with their plans are those that the repair may concern; `workstream` is
 * the culprit's, for its author; without it the model mends the whole. `why` says what led there, `earlier` what rounds did.
 */
export interface RepairPromptInput extends ExistingFiles {
  readonly sections: readonly { readonly text: SectionText; readonly plan: SectionPlan }[];
  readonly workstream: WorkstreamPlan | undefined;
  readonly why: string;
  readonly red: readonly RedCheck[];
  readonly mayChange: readonly string[];
  readonly earlier: readonly string[];
  readonly answers: AnswerForm;
}

const bullets = (points: readonly string[]) => points.map((point) => `- ${point}`).join('\n');
const part = (heading: string, body: string) => (body.trim() === '' ? '' : `## ${heading}\n\n${body.trimEnd()}`);

/** Beginning and end of an output: compilers begin with what matters, test runners end with it. */
function window(output: string): string {
  if (output.length <= outputChars) return output;
  const head = Math.floor(outputChars / 3);
  const left = output.length - outputChars;
  return `${output.slice(0, head)}\n… (${left} characters left out)\n${output.slice(head - outputChars)}`;
}

function redPart(red: readonly RedCheck[]): string {
  return red
    .map(({ name, command, timedOut, output }) => {
      const how = timedOut ? 'did not end in time and was stopped' : 'failed';
      return `\`${command.join(' ')}\` (${name}) ${how}.\n\n${dataBlock(`output of ${name}`, window(output))}`;
    })
    .join('\n');
}

function taskPart({ workstream, why }: RepairPromptInput): string {
  const whose =
    workstream === undefined
      ? 'Mend the cause, wherever in the change it lies.'
      : `You are responsible for the workstream ${workstream.title} (${workstream.id}). Mend the cause.`;
  return `Several workstreams were done and merged; your working directory holds the whole result. Its checks are red. ${why}\n\n${whose}`;
}

function rules({ workstream, mayChange }: RepairPromptInput): string {
  return bullets([
    'Find the cause first: read the output below, then the files it names. Make the smallest change that mends it.',
    mayChange.length === 0
      ? 'Change as few files as possible.'
      : `${workstream === undefined ? 'Files of this run' : 'Your files'}: ${mayChange.slice(0, 60).join(', ')}. Change others only where the fault can not be mended in these.`,
    'After your change all checks run again. A change that makes another check fail, or that touches files beyond those and leaves the checks red, is taken back.',
    'Never delete, skip or weaken a test to make it pass. A test that contradicts the section may be corrected; say so.',
    'Keep what the contract says: names, types, signatures, files.',
    'Leave package.json scripts, configuration of tools, editors, agents and CI alone: the checks run with the project’s own.',
    'Keep to the working directory. Paths are relative to it.',
    'Do not start other agents, do not run git, do not install packages, do not leave anything running.',
    dataNotice,
  ]);
}

/** The body of a `repair` prompt: what is red, whose work it is, brief, contract, section, rules. */
export function craftRepairPrompt(input: RepairPromptInput): string {
  const { sections, workstream } = input;
  const contracts = sections.map(({ plan }) => contractText(plan.contract, workstream?.id));
  const texts = sections.map(({ text }) =>
    dataBlock(`PRD section ${text.number} ${text.title}`, clipText(text.text, sectionChars)),
  );
  const pieces = [
    taskPart(input),
    part('What is red', redPart(input.red)),
    part('What was tried before', bullets(input.earlier)),
    part('The workstream’s brief', workstream?.brief ?? ''),
    part('Done when', bullets(workstream?.acceptance ?? [])),
    part('The contract between the workstreams', contracts.filter((text) => text !== '').join('\n\n')),
    part('The section', texts.join('\n')),
    part('Files as they are', existingFilesText(input)),
    part('Rules', rules(input)),
    part('How to answer', answerRules(input.answers)),
  ];
  return pieces.filter((piece) => piece !== '').join('\n\n') + '\n';
}
