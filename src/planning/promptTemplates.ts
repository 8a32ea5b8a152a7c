import { developmentTasks } from '../core/taskAlias';
import type { InitFile } from '../core/initFiles';
import { taskProfile } from './taskProfiles';

const bullets = (points: readonly string[]) => points.map((point) => `- ${point}`).join('\n');

/** MAO's own prompt for a development task, as a template: the same words, placeholders where each run puts its own. */
function developmentTemplate(task: string): string {
  const { opening, demand } = taskProfile(task);
  const note = demand.note === undefined ? '' : `\n\n${demand.note}`;
  return `${opening('the section below')} You are {{model}}; your workstream is {{workstream}}.

## Your workstream

{{brief}}

${demand.heading}
${bullets(demand.points)}${note}

## Done when

{{acceptance}}

## The section

{{section}}

## The contract between the workstreams

{{contract}}

## What is there already

{{context}}
`;
}

const reviewTemplate = `You review one dimension of the code of a PRD section: {{workstream}}. You are {{model}}.

## What to look at

{{brief}}

## The section

{{section}}

## The code under review

{{context}}
`;

const perspectiveTemplate = `Several models look back on the work in this project, each from its own side; together they make one journal entry. Yours is the {{workstream}}. You are {{model}}.

Write about:
{{brief}}

## What happened

{{context}}
`;

/** The prompt templates to begin one's own with, for the five development tasks, every QA reviewer and every perspective of the journal. */
export function promptTemplates(): readonly InitFile[] {
  const texts = [
    ...developmentTasks.map((task) => [task, developmentTemplate(task)] as const),
    ['qa-review', reviewTemplate] as const,
    ['journal-perspective', perspectiveTemplate] as const,
  ];
  return texts.map(([name, text]) => ({ path: `.claude/models/prompts/${name}.md`, text, group: 'prompts' }));
}
