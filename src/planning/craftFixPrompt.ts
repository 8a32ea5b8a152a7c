import { clipText, dataBlock, dataNotice } from '../core/fence';
import type { Finding } from '../core/finding';
import { fillTemplate } from '../core/templatePlaceholders';
import { answerRules, takeoverNotice } from './answerRules';
import type { WorkstreamPromptInput } from './craftWorkstreamPrompt';
import { existingFilesText } from './existingFiles';
import { modelProfile } from './modelProfiles';

/** What the prompt of a fix is made of. `findings` are all of one file, worst first. */
export interface FixPromptInput extends WorkstreamPromptInput {
  readonly findings: readonly Finding[];
  /** A dimension's name for people. */
  readonly dimensionTitle: (dimension: string) => string;
}

const sectionChars = 60_000;
const quoteChars = 4_000;
const textChars = 2_000;

const bullets = (points: readonly string[]) => points.map((point) => `- ${point}`).join('\n');
const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();
const part = (heading: string, body: string) => (body.trim() === '' ? '' : `## ${heading}\n\n${body.trimEnd()}`);

function lines({ anchor, line, endLine }: Finding): string {
  if (anchor === 'file') return 'the file as a whole';
  return line === endLine ? `about line ${line}` : `about lines ${line} to ${endLine}`;
}

function findingText(finding: Finding, dimensionTitle: FixPromptInput['dimensionTitle']): string {
  const { file, severity, dimensions, message, why, suggestion, quote, related } = finding;
  const said = [
    `What is wrong: ${message}`,
    ...(why === '' ? [] : [`What it leads to: ${why}`]),
    ...(suggestion === '' ? [] : [`What the reviewer suggests: ${suggestion}`]),
    ...(related.length === 0
      ? []
      : [`The same stands at: ${related.map((place) => `${place.file}:${place.line}`).join(', ')}`]),
  ];
  const code = quote.trim() === '' ? '' : `\n${dataBlock(`code of ${file}`, clipText(quote, quoteChars))}`;
  const dimension = dimensions.map((id) => dimensionTitle(id)).join(', ');
  return `${file}, ${lines(finding)} (${dimension}; ${severity}).\n\n${dataBlock(
    'finding',
    said.map((text) => clipText(text, textChars)).join('\n'),
  )}${code}`;
}

const findingsText = ({ findings, dimensionTitle }: FixPromptInput) =>
  findings
    .map((finding, at) => `${findings.length > 1 ? `${at + 1}. ` : ''}${findingText(finding, dimensionTitle)}`)
    .join('\n');

const sectionBlock = ({ section }: FixPromptInput) =>
  dataBlock(`PRD section ${section.number} ${section.title}`, clipText(section.text, sectionChars));

function tailored(input: FixPromptInput): string {
  const { section, model, workstream, findings } = input;
  const { strengths, approach } = modelProfile(model);
  const excel = strengths.length === 0 ? '' : `You excel at:\n${bullets(strengths)}\n\n`;
  const what = findings.length === 1 ? 'what a reviewer found' : `the ${findings.length} things that reviewers found`;
  return [
    `Mend ${what} in ${workstream.owns.join(', ')}, code of section ${section.number}, "${oneLine(section.title)}".\n\n${excel}Use it here:\n${bullets(approach)}`,
    part(findings.length === 1 ? 'The finding' : 'The findings', findingsText(input)),
    part('Done when', bullets(workstream.acceptance)),
    part('The section', sectionBlock(input)),
  ]
    .filter((piece) => piece !== '')
    .join('\n\n');
}

function rules({ workstream, plan }: FixPromptInput): string {
  const others = plan.workstreams.filter(({ id }) => id !== workstream.id).flatMap(({ owns }) => owns);
  return bullets([
    'Read the code around each finding first: the quoted lines may have moved. Mend the cause, not its wording.',
    'The smallest change that mends it. All else keeps its behaviour, its names, its signatures and its style.',
    `Your files: ${workstream.owns.join(', ')}. Change others only where the fix needs it (a caller, a type, a test), and say which.`,
    ...(others.length === 0 ? [] : [`Leave these alone, others mend them at the same time: ${others.join(', ')}.`]),
    'The section is what counts: a suggestion that contradicts it is not followed; say so.',
    'Never delete, skip or weaken a test. One that holds the wrong behaviour fast may be corrected; say so. Where the fix can be tested and there are tests, add one.',
    'Type check, tests and build run on the result.',
    'Keep to the working directory. Paths are relative to it.',
    'Do not start other agents, do not run git, do not install packages, do not leave anything running.',
    'Leave package.json scripts and the configuration of tools, editors, agents and CI alone.',
    'No placeholders and no TODOs: what you deliver works.',
    dataNotice,
  ]);
}

/**
 * The prompt of a `fix`, without header lines: the findings of one file with their code, the section, rules. The user's
 * template `fix` takes the place of the tailored part; rules and the form of the answer always follow.
 */
export function craftFixPrompt(input: FixPromptInput): string {
  const { workstream, model, takeover, templates } = input;
  const template = templates.get('fix');
  const values = {
    section: sectionBlock(input),
    contract: '',
    brief: findingsText(input),
    acceptance: bullets(workstream.acceptance),
    context: '',
    workstream: `${workstream.title} (${workstream.id})`,
    model: model.id,
  };
  const pieces = [
    template === undefined ? tailored(input) : fillTemplate(template, values).trim(),
    part('Files as they are', existingFilesText(input)),
    part('You take over', takeover ? takeoverNotice(takeover) : ''),
    part('Rules', rules(input)),
    part('How to answer', answerRules(input.answers)),
  ];
  return pieces.filter((piece) => piece !== '').join('\n\n') + '\n';
}
