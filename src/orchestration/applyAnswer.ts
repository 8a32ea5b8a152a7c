import { parseFileBlocks, type FileBlock } from '../core/fileBlocks';
import type { Redactor } from '../core/redaction/redactor';
import { planFileBlocks, type RefusedBlock } from '../core/planFileBlocks';
import { mapStrings } from '../core/redaction/mapStrings';
import type { FoundFile, WorktreeFiles } from '../core/ports/worktreeFiles';

/**
 * An answer of which nothing was written. `errors` are for the model; `kept` are the blocks that are good as they are; `open`
 * are the blocks that did not match and that the next answer has to settle; `blank`: there was no block in it.
 */
export interface RejectedAnswer {
  readonly kind: 'rejected';
  readonly errors: readonly string[];
  readonly kept: readonly FileBlock[];
  readonly open: readonly RefusedBlock[];
  readonly blank: boolean;
}

/** What became of an answer in file blocks. `files`: what was written, by path; `undefined`: deleted. `summary`: the prose. */
export type AppliedAnswer =
  | {
      readonly kind: 'written';
      readonly files: ReadonlyMap<string, string | undefined>;
      readonly summary: string;
    }
  | RejectedAnswer;

const pathsOf = (block: FileBlock) => (block.kind === 'rename' ? [block.from, block.path] : [block.path]);

/** What the guard and the file's own form say against a block, before its text is looked at. */
function objections(block: FileBlock, found: ReadonlyMap<string, FoundFile>): readonly RefusedBlock[] {
  return pathsOf(block).flatMap((path) => {
    const file = found.get(path);
    const kind = block.kind.toUpperCase();
    if (file?.kind === 'refused') return [{ path, error: `${kind}: ${path}: ${file.reason}. Leave it out.` }];
    const needsText = block.kind === 'edit' || block.kind === 'rename';
    if (file?.kind !== 'opaque' || !needsText) return [];
    return [{ path, error: `${kind}: ${path} ${file.reason}; it can only be replaced by FILE or deleted.` }];
  });
}

type GiveBack = Pick<Redactor, 'giveBack'>;

/** A block with the secrets of its file in their places, and what is against it: those of other files do not come along. */
function completed(block: FileBlock, originals: readonly string[], redactor: GiveBack) {
  const foreign = new Set<string>();
  const whole = (text: string): string => {
    const given = redactor.giveBack(text, originals);
    for (const one of given.foreign) foreign.add(one);
    return given.text;
  };
  const changed: FileBlock =
    block.kind === 'file'
      ? { ...block, text: whole(block.text) }
      : block.kind === 'edit'
        ? { ...block, edits: block.edits.map((edit) => mapStrings(edit, whole)) }
        : block;
  const { path } = block;
  const error = `${path}: ${[...foreign].join(', ')} is a secret of another file. Read such a value from the environment.`;
  return { block: changed, refused: foreign.size === 0 ? [] : [{ path, error }] };
}

/** The text that a block starts from; a file that is there and is no text counts as an empty one. */
function textOf(file: FoundFile | undefined): string | undefined {
  if (file?.kind === 'text') return file.text;
  return file?.kind === 'opaque' ? '' : undefined;
}

/**
 * Writes the files of an answer into a worktree, all or none: a block that does not match, or that the guard refuses, rejects
 * the whole. `before` is the first answer where this is the corrected one: its good blocks count where this one is silent.
 * Rejects only when the disk does.
 */
export async function applyAnswer(
  files: WorktreeFiles,
  answer: string,
  redactor: GiveBack,
  before?: RejectedAnswer,
): Promise<AppliedAnswer> {
  const { blocks: own, problems, prose } = parseFileBlocks(answer);
  if (problems.length > 0) return rejectWhole(problems, false);
  // Who says twice that there is nothing to write is believed.
  if (own.length === 0 && before?.blank !== true && !before?.kept.length) return rejectWhole([nothing], true);
  const named = new Set(own.flatMap(pathsOf));
  const kept = (before?.kept ?? []).filter((block) => !pathsOf(block).some((path) => named.has(path)));
  const answered = [...kept, ...own];
  const found = new Map<string, FoundFile>();
  for (const path of new Set(answered.flatMap(pathsOf))) found.set(path, await files.find(path));
  const originals = (path: string) => {
    const renamed = answered.flatMap((block) => (block.kind === 'rename' && block.path === path ? [block.from] : []));
    return [path, ...renamed].flatMap((one) => textOf(found.get(one)) ?? []);
  };
  const whole = answered.map((block) => completed(block, originals(block.path), redactor));
  const blocks = whole.map(({ block }) => block);

  const unsettled = (before?.open ?? []).filter(({ path }) => !named.has(path));
  const objected = [...blocks.flatMap((block) => objections(block, found)), ...whole.flatMap(({ refused }) => refused)];
  const barred = new Set(objected.map(({ path }) => path));
  const judged = blocks.filter((block) => !pathsOf(block).some((path) => barred.has(path)));
  const planned = planFileBlocks(judged, (path) => textOf(found.get(path)));
  const open = [...unsettled, ...(planned.ok ? [] : planned.refused)];
  if (planned.ok && open.length === 0 && objected.length === 0) {
    await files.write(planned.files);
    return { kind: 'written', files: planned.files, summary: prose };
  }
  const wrong = new Set([...open, ...objected].map(({ path }) => path));
  return {
    kind: 'rejected',
    errors: [...objected, ...open].map(({ error }) => error),
    kept: blocks.filter((block) => !pathsOf(block).some((path) => wrong.has(path))),
    open,
    blank: false,
  };
}

function rejectWhole(errors: readonly string[], blank: boolean): RejectedAnswer {
  return { kind: 'rejected', errors, kept: [], open: [], blank };
}

const nothing =
  'There is no block in your answer: files are kept only from blocks that begin with a FILE:, EDIT:, DELETE: or RENAME: line.';

/** The words with which a rejected answer goes back, once. */
export function correctionOf({ errors, kept, open }: RejectedAnswer): string {
  const list = errors.map((error) => `- ${error.trimEnd().replace(/\n/g, '\n  ')}\n`).join('');
  const keptPaths = [...new Set(kept.flatMap(pathsOf))];
  const openPaths = [...new Set(open.map(({ path }) => path))];
  const again = openPaths.length === 0 ? '' : ` Answer with all blocks for ${openPaths.join(', ')} once more.`;
  const rest =
    keptPaths.length === 0
      ? 'Answer again with all blocks, the corrected ones and the others.'
      : `Your blocks for ${keptPaths.join(', ')} are kept as they are: do not repeat them.${again}`;
  return `Nothing of your answer has been written yet:\n${list}\n${rest} The form of the blocks is the same as before; end with the summary.\n`;
}
