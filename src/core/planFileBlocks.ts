import { applyEditBlock } from './applyEdits';
import type { FileBlock } from './fileBlocks';
import { keepFileForm } from './fileForm';

/** What file blocks do to the working directory: new text by path, `undefined` for a file that goes. */
export type PlannedFiles =
  | { readonly ok: true; readonly files: ReadonlyMap<string, string | undefined> }
  | { readonly ok: false; readonly errors: readonly string[] };

/**
 * Works out the effect of an answer's blocks in order, on files given by `read` (undefined: no such file), without
 * writing anything: all of them, or what a correction round has to say.
 */
export function planFileBlocks(blocks: readonly FileBlock[], read: (path: string) => string | undefined): PlannedFiles {
  const files = new Map<string, string | undefined>();
  const now = (path: string) => (files.has(path) ? files.get(path) : read(path));
  const errors: string[] = [];
  for (const block of blocks) {
    const path = block.path;
    if (block.kind === 'file') {
      files.set(path, keepFileForm(block.text, now(path)));
    } else if (block.kind === 'edit') {
      const current = now(path);
      const result = current === undefined ? absent : applyEditBlock(current, block.edits);
      if (result.ok) files.set(path, result.text);
      else errors.push(...result.errors.map((error) => `EDIT: ${path}: ${error}`));
    } else if (block.kind === 'delete') {
      if (now(path) === undefined) errors.push(`DELETE: ${path}: there is no such file.`);
      else files.set(path, undefined);
    } else {
      const text = now(block.from);
      if (text === undefined) errors.push(`RENAME: ${block.from}: there is no such file.`);
      else if (now(path) !== undefined) errors.push(`RENAME: ${path}: there is such a file already.`);
      else {
        files.set(block.from, undefined);
        files.set(path, text);
      }
    }
  }
  return errors.length > 0 ? { ok: false, errors } : { ok: true, files };
}

const absent = { ok: false, errors: ['there is no such file. Use FILE to create one.'] } as const;
