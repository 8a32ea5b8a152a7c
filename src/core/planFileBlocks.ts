import { applyEditBlock } from './applyEdits';
import type { FileBlock } from './fileBlocks';
import { keepFileForm } from './fileForm';

/** A block that can not be done: the file it is about, and why in words that a model can act on. */
export interface RefusedBlock {
  readonly path: string;
  readonly error: string;
}

/** What file blocks do to the working directory: new text by path, `undefined` for a file that goes. */
export type PlannedFiles =
  | { readonly ok: true; readonly files: ReadonlyMap<string, string | undefined> }
  | { readonly ok: false; readonly refused: readonly RefusedBlock[] };

/**
 * Works out the effect of an answer's blocks in order, on files given by `read` (undefined: no such file), without
 * writing anything: all of them, or what a correction round has to say.
 */
export function planFileBlocks(blocks: readonly FileBlock[], read: (path: string) => string | undefined): PlannedFiles {
  const files = new Map<string, string | undefined>();
  const now = (path: string) => (files.has(path) ? files.get(path) : read(path));
  const refused: RefusedBlock[] = [];
  const refuse = (path: string, error: string) => refused.push({ path, error });
  for (const block of blocks) {
    const path = block.path;
    if (block.kind === 'file') {
      files.set(path, keepFileForm(block.text, now(path)));
    } else if (block.kind === 'edit') {
      const current = now(path);
      const result = current === undefined ? absent : applyEditBlock(current, block.edits);
      if (result.ok) files.set(path, result.text);
      else refuse(path, result.errors.map((error) => `EDIT: ${path}: ${error}`).join('\n'));
    } else if (block.kind === 'delete') {
      if (now(path) === undefined) refuse(path, `DELETE: ${path}: there is no such file.`);
      else files.set(path, undefined);
    } else {
      const text = now(block.from);
      if (text === undefined) refuse(block.from, `RENAME: ${block.from}: there is no such file.`);
      else if (now(path) !== undefined) refuse(path, `RENAME: ${path}: there is such a file already.`);
      else {
        files.set(block.from, undefined);
        files.set(path, text);
      }
    }
  }
  return refused.length > 0 ? { ok: false, refused } : { ok: true, files };
}

const absent = { ok: false, errors: ['there is no such file. Use FILE to create one.'] } as const;
