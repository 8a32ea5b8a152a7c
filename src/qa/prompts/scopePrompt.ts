import { clipText, dataBlock, dataNotice } from '../../core/fence';
import type { SectionText } from '../../core/section';

const sectionChars = 60_000;

/** The prompt of a `qa-scope`, without header lines: which files of the workspace hold the code of these sections? */
export function scopePrompt(sections: readonly SectionText[], workspaceMap: string): string {
  const texts = sections.map(({ number, title, text }) =>
    dataBlock(`PRD section ${number} ${title}`, clipText(text, sectionChars)),
  );
  return `Find the files of this workspace that hold the code of the PRD section below, with its tests. Be quick and exact; you change no file, but you may read the workspace.

${dataNotice}

## The section

${texts.join('\n')}
## The workspace

${dataBlock('files of the workspace', workspaceMap)}
## Answer

One JSON object in the last \`\`\`json fence of your answer, in this form; an empty list when there is no such code:

\`\`\`json
{ "files": ["src/a.ts", "test/a.test.ts"] }
\`\`\`
`;
}
