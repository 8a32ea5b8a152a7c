import { clipText, dataBlock, dataNotice, fenced } from '../core/fence';
import type { ModelRegistry } from '../core/modelSpec';
import type { Routing } from '../core/route';
import type { Section, SectionText } from '../core/section';
import { selectionCriteria } from '../core/selectionCriteria';

/** What both prompts of phase 0 are made of: the sections asked for, the PRD around them, and the workspace. */
export interface SubjectText {
  readonly sections: readonly SectionText[];
  readonly outline: readonly Section[];
  readonly related: readonly SectionText[];
  readonly workspaceMap: string;
  readonly existing?: readonly { readonly path: string; readonly text: string }[];
}

export interface PlanPromptInput extends SubjectText {
  readonly registry: ModelRegistry;
  readonly routing: Routing;
  /** The models that can be reached from this machine; default: all of the registry. */
  readonly reachable?: readonly string[];
  /** An earlier plan in the answer's form, and what the user wants to be different. */
  readonly again?: { readonly earlier: string; readonly wish: string };
}

const sectionChars = 120_000;
const relatedChars = 12_000;
const fileChars = 8_000;
const outlineChars = 12_000;

const numbers = (sections: readonly Section[]) => sections.map((section) => section.number).join(', ');

/** The data part of both prompts: sections, outline, related sections, workspace, files. */
export function subjectText(input: SubjectText): string {
  const named = (section: SectionText, most: number) =>
    dataBlock(`PRD section ${section.number} ${section.title}`, clipText(section.text, most));
  const outline = input.outline.map(
    ({ number, title, level }) => `${'  '.repeat(Math.max(0, level - 1))}${number} ${title}`,
  );
  const files = (input.existing ?? []).map(({ path, text }) => dataBlock(`file ${path}`, clipText(text, fileChars)));
  const parts = [
    `## The sections\n\n${input.sections.map((section) => named(section, sectionChars)).join('\n')}`,
    `## The PRD's outline\n\n${dataBlock('outline', clipText(outline.join('\n'), outlineChars))}`,
    input.related.length === 0
      ? ''
      : `## Sections that these may rest on\n\n${input.related.map((section) => named(section, relatedChars)).join('\n')}`,
    `## The workspace as it is\n\n${dataBlock('files of the workspace', input.workspaceMap)}`,
    files.length === 0 ? '' : `## Some of its files\n\n${files.join('\n')}`,
  ];
  return parts.filter((part) => part !== '').join('\n');
}

function modelList({ registry, reachable }: PlanPromptInput): string {
  const lines = [...registry.values()].map((model) => {
    const role = model.role === undefined ? '' : `; role ${model.role}`;
    const thinking = model.thinking === undefined ? '' : `; thinking ${model.thinking}`;
    const absent = reachable && !reachable.includes(model.id) ? '; not on this machine: do not suggest it' : '';
    return `- ${model.id} (${model.provider}): ${model.capabilities.join(', ')}${role}${thinking}${absent}`;
  });
  return lines.join('\n');
}

function routeList(routing: Routing): string {
  const lines = [...routing.development].map(([task, { primary, fallback }]) => {
    const others = fallback.length === 0 ? '' : `, else ${fallback.join(', else ')}`;
    return `- ${task}: ${primary}${others}`;
  });
  return lines.join('\n');
}

/** The specification's selection criteria, as far as the registry has their models. */
function criteriaList(registry: ModelRegistry): string {
  const lines = selectionCriteria
    .filter(({ model }) => registry.has(model))
    .map(({ task, model, reason }) => `- ${task}: ${model} (${reason})`);
  return lines.length === 0 ? '' : `\nWhat suits other kinds of work:\n${lines.join('\n')}\n`;
}

/** What is said when the user wants another plan than the one they were shown. */
function againText({ again }: PlanPromptInput): string {
  if (!again) return '';
  return `
## The plan so far, and what the user wants changed

You planned this before, and the user may have edited it since:

${dataBlock('plan so far', again.earlier)}
The user does not approve it. Plan again, keep what they do not object to, and do what they ask for:

${again.wish.trim()}
`;
}

const example = {
  sections: [
    {
      section: '…',
      complexity: 'low | medium | high',
      strategy: 'parallel | sequential | waves',
      summary: '…',
      contract: {
        notes: '…',
        files: [{ path: 'path/of/file.ts', owner: 'schemas', purpose: '…', exports: ['…signature…'] }],
      },
      workstreams: [
        { id: 'schemas', brief: '…', acceptance: ['…'], dependsOn: [], model: 'gemini-pro', thinking: 'max' },
      ],
    },
  ],
};

/** The prompt for the orchestrator's plan, without header lines; the answer is read by `planAnswerSchema` and `planFromAnswer`. */
export function planPrompt(input: PlanPromptInput): string {
  const asked = numbers(input.sections);
  return `You are the orchestrator. Plan how several models of different vendors build section ${asked} of this PRD at the same time, each in its own copy of the workspace, with as few collisions as possible. You plan; you change no file. You may read the workspace.

${dataNotice}

${subjectText(input)}
## The models

${modelList(input)}

Usual assignment by kind of work:
${routeList(input.routing)}
${criteriaList(input.registry)}
## How to plan

1. Analyze. For each section: how complex is it, what does it rest on, what can safely be done at the same time? Look at the code that is there, and follow its layout, language and style.
2. Write the contract first: every file to create or to change, with one owner each, its purpose, and the exact signatures that it exports. Models work at the same time and see each other only through the contract, so it must be complete enough to code against: names, parameter and result types, errors. Put shared types into files of one early workstream. A file that several would have to touch (an index, a command table) belongs to exactly one of them, the last that needs it.
3. Cut into workstreams. Usual ids: schemas, storage, core_logic, implementation, tests; leave out those that the section does not need, and name others if it needs them (letters, digits, _ and -). Give each a brief that stands on its own (what to build, how it fits, what to watch for), and acceptance points that somebody can check. Tests are written from the section and the contract by a model that did not write the code.
4. Set dependsOn only where a workstream needs another one's finished files; signatures in the contract are enough for everything else. No circles.
5. Choose the strategy. parallel: after shared types, nothing waits. waves: groups that build on each other. sequential: when the parts share so much state that working at the same time would cost more than it saves.
6. Suggest a model for each workstream where its strengths fit better than the usual assignment, and a thinking mode where the model's own is not right; leave both out otherwise. Spread the work over vendors where quality allows: different training finds different mistakes.
${againText(input)}
## Answer

One JSON object in the last \`\`\`json fence of your answer, with exactly one entry for each of these sections: ${asked}. In this form:

${fenced(JSON.stringify(example, undefined, 2), 'json')}
Paths are relative to the workspace. "owner" and "dependsOn" name workstreams of the same section. No code inside the JSON beyond signatures.
`;
}
