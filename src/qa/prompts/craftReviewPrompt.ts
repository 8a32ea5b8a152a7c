import { clipText, dataBlock, dataNotice } from '../../core/fence';
import type { ModelSpec } from '../../core/modelSpec';
import type { SectionText } from '../../core/section';
import { fillTemplate } from '../../core/templatePlaceholders';
import { rubricOf } from '../rubrics';
import { reviewerProfile } from './reviewerProfiles';

/** What the prompt of one dimension's reviewer is made of. `files` are shown to models that can not read them themselves. */
export interface ReviewPromptInput {
  readonly dimension: string;
  readonly model: ModelSpec;
  readonly sections: readonly SectionText[];
  /** The paths of the section's code. */
  readonly paths: readonly string[];
  readonly files?: readonly { readonly path: string; readonly text: string }[];
  readonly templates: ReadonlyMap<string, string>;
}

const sectionChars = 120_000;
const pathChars = 24_000;
const fileChars = 40_000;
const allFilesChars = 300_000;

const bullets = (points: readonly string[]) => points.map((point) => `- ${point}`).join('\n');
const part = (heading: string, body: string) => (body === '' ? '' : `## ${heading}\n\n${body.trimEnd()}`);

/** As many of the files as there is room for; what is left out is named. */
function filesText(files: ReviewPromptInput['files'] = []): string {
  let room = allFilesChars;
  const shown: string[] = [];
  const left: string[] = [];
  for (const { path, text } of files) {
    const block = dataBlock(`file ${path}`, clipText(text, fileChars));
    if (block.length > room) left.push(path);
    else shown.push(block);
    room -= block.length > room ? 0 : block.length;
  }
  const note =
    left.length === 0 ? '' : `Not shown for want of room: ${left.join(', ')}. Do not judge what you can not see.\n`;
  return `${shown.join('\n')}${note}`;
}

function values({ dimension, model, sections, paths }: ReviewPromptInput) {
  const { title, points } = rubricOf(dimension);
  return {
    section: sections
      .map(({ number, title: heading, text }) =>
        dataBlock(`PRD section ${number} ${heading}`, clipText(text, sectionChars)),
      )
      .join('\n'),
    contract: '',
    brief: bullets(points),
    acceptance: '',
    context: dataBlock('files under review', clipText(paths.join('\n'), pathChars)),
    workstream: title,
    model: model.id,
  };
}

function tailored(input: ReviewPromptInput): string {
  const { title, question } = rubricOf(input.dimension);
  const { strengths, approach } = reviewerProfile(input.model);
  const { section, brief, context } = values(input);
  const excel = strengths.length === 0 ? '' : `You excel at:\n${bullets(strengths)}\n\n`;
  return [
    `You review one dimension of the code of a PRD section: ${title}. ${question}\n\n${excel}Use it here:\n${bullets(approach)}`,
    part('What to look at', brief),
    part('The section', section),
    part(
      'The code under review',
      `${context}\nOther files of the workspace may be read to understand these, but are not under review.`,
    ),
  ]
    .filter((piece) => piece !== '')
    .join('\n\n');
}

const requirementsForm = `,
  "requirements": [ { "requirement": "…in a few words…", "status": "met | partly | not | not-verifiable", "file": "src/a.ts", "quote": "the line(s) that show it", "note": "…" } ]`;

function answerForm(dimension: string): string {
  const withRequirements = dimension === 'prd_compliance';
  const { scale } = rubricOf(dimension);
  return `End with one JSON object in the last \`\`\`json fence of your answer, in this form:

\`\`\`json
{ "assessed": true, "score": 72, "summary": "your view in one or two sentences",
  "findings": [ { "file": "src/a.ts", "quote": "the exact line(s)", "severity": "error | warning | info", "category": "…two or three words…", "message": "what is wrong", "why": "what it leads to", "suggestion": "what to do" } ]${withRequirements ? requirementsForm : ''} }
\`\`\`

- "quote" is copied character by character from the file: one to five whole lines that show the finding, enough of them to stand in the file only once. Line numbers are not needed. An empty quote means the file as a whole.
- "severity": error is wrong or dangerous and must be mended; warning should be; info may be. Report what you are sure of, each thing once, worst first; an empty list is a good answer. Style alone is no finding.
${withRequirements ? '- "requirements" lists every requirement of the section, also those that are met; "file" and "quote" say where it is seen, and stay empty where there is nothing to see.\n' : ''}- "score" is 0 to 100 for this dimension alone. ${scale.join('; ')}.
- "assessed" is false only when you could not review at all (there is no such code, you can not read it); then say why in "summary", and leave out the score.`;
}

/**
 * The prompt of a `qa-review`, without header lines. The user's template (named for the dimension, else `qa-review`) takes
 * the place of the tailored part; rules and the form of the answer always follow, since the run depends on them.
 */
export function craftReviewPrompt(input: ReviewPromptInput): string {
  const template = input.templates.get(input.dimension) ?? input.templates.get('qa-review');
  const own = template === undefined ? tailored(input) : fillTemplate(template, values(input)).trim();
  const rules = [
    'Change nothing: you only read. Do not run the code, do not install anything, do not start other agents.',
    'Judge this dimension only; other reviewers look at the others.',
    dataNotice,
  ];
  const pieces = [
    own,
    part('The files', filesText(input.files)),
    part('Rules', bullets(rules)),
    part('How to answer', answerForm(input.dimension)),
  ];
  return pieces.filter((piece) => piece !== '').join('\n\n') + '\n';
}
