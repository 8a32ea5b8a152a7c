import { clipText, dataBlock, dataNotice } from '../../core/fence';
import type { Finding } from '../../core/finding';
import type { SectionText } from '../../core/section';
import { rubricOf } from '../rubrics';

/** A finding to look at again. `file`: its text as it is now, for a model that can not read it itself. */
export interface RecheckPromptInput {
  readonly finding: Finding;
  readonly dimension: string;
  readonly section: SectionText | undefined;
  readonly file?: string | undefined;
}

const sectionChars = 40_000;
const fileChars = 40_000;
const textChars = 2_000;

function saidOf({ message, why, suggestion, quote }: Finding): string {
  const lines = [
    `What was wrong: ${message}`,
    ...(why === '' ? [] : [`What it leads to: ${why}`]),
    ...(suggestion === '' ? [] : [`What was suggested: ${suggestion}`]),
  ];
  const text = dataBlock('finding', lines.map((line) => clipText(line, textChars)).join('\n'));
  return quote.trim() === '' ? text : `${text}\n${dataBlock('code it stood at', clipText(quote, textChars))}`;
}

/** The prompt of a `qa-review` about one finding only, without header lines: does it still hold after the fix? */
export function craftRecheckPrompt({ finding, dimension, section, file }: RecheckPromptInput): string {
  const { title } = rubricOf(dimension);
  const parts = [
    `A finding in ${finding.file} was to be mended; its code is changed now, in your working directory. Look again: does the finding still hold? You judge ${title} only, and this finding only.`,
    `## The finding\n\n${saidOf(finding)}`,
    ...(section
      ? [
          `## The section\n\n${dataBlock(`PRD section ${section.number} ${section.title}`, clipText(section.text, sectionChars))}`,
        ]
      : []),
    ...(file === undefined
      ? []
      : [`## The file as it is\n\n${dataBlock(`file ${finding.file}`, clipText(file, fileChars))}`]),
    `## Rules

- Change nothing: you only read. Do not run the code, do not install anything, do not start other agents.
- Read the code as it is before you judge; follow the input that would show the fault. It may be mended in another place or in another way than was suggested.
- Report nothing else, however bad.
- ${dataNotice}`,
    `## How to answer

End with one JSON object in the last \`\`\`json fence of your answer, in this form:

\`\`\`json
{ "assessed": true, "score": 100, "summary": "why, in one sentence", "findings": [] }
\`\`\`

- Mended: "findings" is empty and "score" 100.
- Still there: "findings" holds it once, as { "file": "${finding.file}", "quote": "the exact line(s) as they are now", "severity": "${finding.severity}", "category": "…", "message": "what is still wrong", "why": "…", "suggestion": "what is left to do" }, and "score" is 0.
- "assessed" is false only when you could not look at all; then say why in "summary", and leave out the score.`,
  ];
  return `${parts.join('\n\n')}\n`;
}
