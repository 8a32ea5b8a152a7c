import { clipText, dataBlock, dataNotice } from '../core/fence';
import type { Contract } from '../core/plan';
import type { SectionText } from '../core/section';
import { contractBlock } from './contractBlock';

const sectionChars = 30_000;

/** What `consistencyPrompt` needs; `diff` is the whole change against the snapshot as a unified diff, perhaps cut. */
export interface ConsistencyPromptInput {
  readonly sections: readonly SectionText[];
  readonly diff: string;
  readonly contracts: readonly Contract[];
}

/** The body of a `consistency-review` prompt: does the work of all models fit together as one change? */
export function consistencyPrompt({ sections, diff, contracts }: ConsistencyPromptInput): string {
  const contract = contractBlock(contracts);
  const parts = [
    'Several models wrote this change in parallel, each its own workstream, and their work was merged. Review it as one ' +
      'change: does it fit together? Your working directory holds the merged result; read there what the diff does not show. ' +
      'Change nothing.',
    dataNotice,
    '# What was to be built',
    ...sections.map(({ number, title, text }) => dataBlock(`section ${number} ${title}`, clipText(text, sectionChars))),
    ...(contract === '' ? [] : ['# Contract', contract]),
    '# The merged change',
    dataBlock('unified diff against the state before', diff),
    `# What to look for
- Calls, imports and types of one part that do not match what another part defines or the contract says.
- One thing done twice, or in two ways: names, error handling, validation, formats, dependencies.
- Something that the contract promises and nobody wrote, or that only works in its own part.
- What a merge lost: code of one workstream that another one's version replaced.
Style alone is no issue. Report what you are sure of; an empty list is a good answer.

# Answer
One JSON object in one \`\`\`json fence at the end, of this form:

\`\`\`json
{ "consistent": true, "issues": [ { "file": "src/a.ts", "quote": "the exact line(s)", "severity": "error | warning | info", "message": "what is wrong and what to do" } ] }
\`\`\`

"consistent" is false when there is any error. "quote" is copied exactly from the file.`,
  ];
  return parts.join('\n\n') + '\n';
}
