import { clipText, dataBlock, dataNotice } from '../core/fence';
import { fillTemplate } from '../core/templatePlaceholders';
import { perspectiveOf } from './perspectives';

/** One perspective as its model wrote it. */
export interface WrittenPerspective {
  readonly perspective: string;
  readonly model: string;
  readonly text: string;
}

const viewChars = 12_000;
const bullets = (points: readonly string[]) => points.map((point) => `- ${point}`).join('\n');

const rules = `## Rules

- Say only what the material shows. Where it does not show why something happened, do not guess.
- Name files, sections and models as they stand there. No praise, no filler.
- Change nothing, run nothing: you only write.
- ${dataNotice}`;

/**
 * The prompt of a `journal-perspective`, without header lines; `material` is what `materialText` gives. The user's template
 * (`journal-<perspective>`, else `journal-perspective`) takes the place of MAO's own part.
 */
export function craftPerspectivePrompt(
  id: string,
  input: { readonly material: string; readonly model: string; readonly templates: ReadonlyMap<string, string> },
): string {
  const { title, role, points } = perspectiveOf(id);
  const template = input.templates.get(`journal-${id}`) ?? input.templates.get('journal-perspective');
  const own =
    template === undefined
      ? `Several models look back on the work in this project, each from its own side; together they make one journal entry. Yours is the ${title.toLowerCase()}. ${role}

Write about:
${bullets(points)}

## What happened

${input.material}`
      : fillTemplate(template, {
          section: '',
          contract: '',
          brief: bullets(points),
          acceptance: '',
          context: input.material,
          workstream: title,
          model: input.model,
        }).trim();
  return `${own}

${rules}

## How to answer

Markdown, 100 to 300 words, without a heading at the top, without a fence around it. Nothing but the text itself.
`;
}

/** The prompt of a `journal-synthesis`, without header lines; the user's template of that name takes the place of MAO's own part. */
export function craftJournalSynthesisPrompt(input: {
  readonly views: readonly WrittenPerspective[];
  readonly material: string;
  readonly templates: ReadonlyMap<string, string>;
}): string {
  const views = input.views
    .map(({ perspective, model, text }) =>
      dataBlock(`${perspectiveOf(perspective).title} by ${model}`, clipText(text, viewChars)),
    )
    .join('\n');
  const task = bullets([
    'Keep what is true and worth remembering in a year; where two say the same, say it once',
    'Where they contradict each other, the material decides; where it does not, say that they differ',
    'Keep the three sides: what was built, how it went, what was learned',
  ]);
  const template = input.templates.get('journal-synthesis');
  const own =
    template === undefined
      ? `Make one journal entry for this project from what several models wrote about the same time.

${task}

## The perspectives

${views}
## The material they had

${input.material}`
      : fillTemplate(template, {
          section: '',
          contract: '',
          brief: task,
          acceptance: '',
          context: `${views}\n${input.material}`,
          workstream: 'synthesis',
          model: '',
        }).trim();
  return `${own}

${rules}

## How to answer

Markdown, 200 to 500 words. Begin with one line that says what the entry is about (no heading mark), then an empty line, then the text; headings of level three (\`###\`) where they help. No fence around it. Nothing but the entry itself.
`;
}
