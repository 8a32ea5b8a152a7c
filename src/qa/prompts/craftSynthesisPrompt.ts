import { clipText, dataBlock, dataNotice } from '../../core/fence';
import type { Finding } from '../../core/finding';
import type { ModelRegistry } from '../../core/modelSpec';
import type { Section } from '../../core/section';
import { fillTemplate } from '../../core/templatePlaceholders';
import { findingNumber } from '../applySynthesis';
import type { DimensionReview } from '../review';
import { rubricOf } from '../rubrics';

/** What the orchestrator needs to unify a QA: findings in the order of their numbers, and what each reviewer thought. */
export interface SynthesisPromptInput {
  readonly sections: readonly Section[];
  readonly findings: readonly Finding[];
  readonly reviews: readonly DimensionReview[];
  readonly registry: ModelRegistry;
  readonly templates: ReadonlyMap<string, string>;
}

const textChars = 400;
const findingsChars = 200_000;
const oneLine = (text: string) => clipText(text.replace(/\s+/g, ' ').trim(), textChars).replace(/\n/g, ' ');

function findingText(finding: Finding, index: number): string {
  const { file, line, severity, dimensions, category, message, why, suggestion, models } = finding;
  const lines = [
    `${findingNumber(index)} ${severity} ${file}:${line} (${dimensions.join(', ')}; by ${models.join(', ')}; category "${oneLine(category)}")`,
    `  ${oneLine(message)}`,
    ...(why === '' ? [] : [`  Why: ${oneLine(why)}`]),
    ...(suggestion === '' ? [] : [`  Suggestion: ${oneLine(suggestion)}`]),
  ];
  return lines.join('\n');
}

function reviewText(review: DimensionReview): string {
  const { title } = rubricOf(review.dimension);
  if (!review.assessed) return `- ${title} (${review.weight} %): not assessed, ${oneLine(review.reason)}`;
  const { model, score, weight, summary } = review;
  return `- ${title} (${weight} %), ${model}: ${score} of 100. ${oneLine(summary)}`;
}

const modelText = (registry: ModelRegistry) =>
  [...registry.values()]
    .map(({ id, provider, capabilities }) => `- ${id} (${provider}): ${capabilities.join(', ')}`)
    .join('\n');

const form = `End with one JSON object in the last \`\`\`json fence of your answer, in this form:

\`\`\`json
{ "summary": "…", "categories": [ { "name": "…", "findings": ["F1", "F3"] } ], "duplicates": [ ["F2", "F5"] ], "fixes": [ { "finding": "F1", "model": "sonnet" } ] }
\`\`\`

Name findings by their numbers and models by their ids. The scores are settled; you do not change them.`;

/** The prompt of a `qa-synthesis`, without header lines; the user's template `qa-synthesis` takes the place of its own part. */
export function craftSynthesisPrompt(input: SynthesisPromptInput): string {
  const { sections, findings, reviews, registry, templates } = input;
  const list = dataBlock('findings', clipText(findings.map(findingText).join('\n'), findingsChars));
  const views = dataBlock('reviewers', reviews.map(reviewText).join('\n'));
  const asked = sections.map(({ number, title }) => `${number} "${oneLine(title)}"`).join(', ');
  const task = `1. Unify the categories: a few names that fit all findings, each finding in exactly one.
2. Name duplicates: findings that one fix would mend because they are one and the same problem, however differently put. Different problems at one place are no duplicates.
3. Assign each finding to the model that suits its fix best. The one that found it is not always the one to mend it.
4. Summarize in at most six sentences for the people who own this code: how good it is, what matters most, where the reviewers agree and where they differ.`;
  const template = templates.get('qa-synthesis');
  const own =
    template === undefined
      ? `Several models of different vendors reviewed the code of PRD section ${asked}, each in one dimension. Bring their views together.

## The reviewers

${views}
## The findings

${list}
## The models that can fix

${modelText(registry)}

## Your task

${task}`
      : fillTemplate(template, {
          section: asked,
          contract: '',
          brief: task,
          acceptance: '',
          context: `${views}\n${list}`,
          workstream: 'synthesis',
          model: '',
        }).trim();
  return (
    [own, `## Rules\n\n- Change nothing: you only read.\n- ${dataNotice}`, `## How to answer\n\n${form}`].join('\n\n') +
    '\n'
  );
}
