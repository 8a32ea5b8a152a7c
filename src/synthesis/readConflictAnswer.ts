import { parseFileBlocks } from '../core/fileBlocks';
import type { ConflictFile } from '../core/ports/snapshotStore';
import type { Redactor } from '../core/redaction/redactor';
import type { StructuredAnswer } from '../core/structuredAnswer';
import { joinedTextProblem } from './joinedText';

/**
 * Reads the answer to a `conflict` prompt: every conflicting file whole, in a FILE block of its own (the last one counts),
 * no other file. Secrets that the prompt kept back come back into the files that hold them. Gives path → text, or what is
 * wrong in words that a model can act on.
 */
export function readConflictAnswer(
  text: string,
  files: readonly ConflictFile[],
  redactor: Pick<Redactor, 'giveBack'>,
): StructuredAnswer<ReadonlyMap<string, string>> {
  const { blocks, problems } = parseFileBlocks(text);
  const wanted = new Set(files.map((file) => file.path));
  const texts = new Map<string, string>();
  const errors = [...problems];
  for (const block of blocks) {
    if (block.kind !== 'file') errors.push(`${block.path}: answer with the whole file in a FILE block.`);
    else if (wanted.has(block.path)) texts.set(block.path, block.text);
    else errors.push(`${block.path}: this file has no conflict, leave it out.`);
  }
  for (const file of files) {
    const joined = texts.get(file.path);
    if (joined === undefined) {
      errors.push(`${file.path}: there is no FILE block for it.`);
      continue;
    }
    const sides = [file.base, file.ours, file.theirs].filter((side) => side !== undefined);
    const { text: whole, foreign } = redactor.giveBack(joined, sides);
    texts.set(file.path, whole);
    if (foreign.length > 0) errors.push(`${file.path}: ${foreign.join(', ')} stands in neither side of it.`);
    const problem = joinedTextProblem(file, whole);
    if (problem !== undefined) errors.push(problem);
  }
  return errors.length > 0 ? { ok: false, errors } : { ok: true, value: texts };
}
