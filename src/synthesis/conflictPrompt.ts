import { clipText, dataBlock, dataNotice } from '../core/fence';
import type { Contract } from '../core/plan';
import type { ConflictFile } from '../core/ports/snapshotStore';
import type { Candidate } from './candidate';
import { contractBlock } from './contractBlock';

const briefChars = 4000;

/** What `conflictPrompt` needs; the files have both sides as text. */
export interface ConflictPromptInput {
  readonly files: readonly ConflictFile[];
  readonly ours: readonly Candidate[];
  readonly theirs: readonly Candidate[];
  readonly contracts: readonly Contract[];
}

function briefs(side: string, candidates: readonly Candidate[]): string {
  return candidates
    .map(({ workstream, section, model, brief, summary }) => {
      const done = summary.trim() === '' ? '' : `\n\nWhat was done: ${summary}`;
      const label = `${side}, workstream ${workstream} of section ${section}, by ${model}`;
      return dataBlock(label, clipText(`${brief}${done}`, briefChars));
    })
    .join('\n');
}

function fileQuestion({ path, base, ours, theirs }: ConflictFile): string {
  const before =
    base === undefined ? `Both sides created ${path}; there is no base.\n` : dataBlock(`${path}, base`, base);
  return [before, dataBlock(`${path}, ours`, ours ?? ''), dataBlock(`${path}, theirs`, theirs ?? '')].join('\n');
}

/** The body of a `conflict` prompt: all conflicting files of one merge with base, both sides, both briefs and the contract. */
export function conflictPrompt({ files, ours, theirs, contracts }: ConflictPromptInput): string {
  const one = files.length === 1;
  const contract = contractBlock(contracts);
  const parts = [
    `Parallel workstreams changed the same ${one ? 'file' : `${files.length} files`}, and the changes do not merge by themselves. ` +
      `Join both sides of ${one ? 'it' : 'each'} so that everything each side set out to do works.`,
    dataNotice,
    '# What each side was to do',
    briefs('ours', ours),
    briefs('theirs', theirs),
    ...(contract === '' ? [] : ['# Contract', contract]),
    ...files.flatMap((file) => [`# ${file.path}`, fileQuestion(file)]),
    `# How to join
- Keep what both sides added. Drop something only when the other side replaces it; never keep two versions of the same thing.
- Where the sides contradict each other, the contract decides, then the workstream that owns the file.
- Keep the style, imports and order of the file. Change nothing that neither side changed.
- Leave no conflict markers and no comments about the merge.

# Answer
Answer with ${one ? 'the whole joined file' : 'every one of these files, whole'}, in this form, and nothing else:

${files.map(({ path }) => `FILE: ${path}\n\`\`\`\n…the whole joined file…\n\`\`\``).join('\n\n')}

Use a longer fence when the file itself contains three backticks.`,
  ];
  return parts.filter((part) => part !== '').join('\n\n') + '\n';
}
