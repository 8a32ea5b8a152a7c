import { byteOrderMark } from '../core/fileForm';
import type { WorktreeFiles } from '../core/ports/worktreeFiles';
import { isOwned } from '../synthesis/ownership';

/** The most characters of files that a prompt shows, and the largest file that it shows whole. */
const allChars = 80_000;
const fileChars = 40_000;

/** Files for the prompt of a model that can not read them itself; `left` are those that were too much. */
export interface ShownFiles {
  readonly existing: readonly { readonly path: string; readonly text: string }[];
  readonly left: readonly string[];
}

/**
 * Reads from a worktree what a model needs to see: of `there` (the paths that it may hold) those that fit one of `wanted`
 * (paths, folders, patterns; the most important first), within bounds. What is no text is left out, and so are `.env` files.
 */
export async function shownFiles(
  files: WorktreeFiles,
  there: readonly string[],
  wanted: readonly string[],
): Promise<ShownFiles> {
  const paths = new Set(wanted.flatMap((pattern) => there.filter((path) => isOwned(path, pattern))));
  const existing: { readonly path: string; readonly text: string }[] = [];
  const left: string[] = [];
  let room = allChars;
  for (const path of paths) {
    // They hold secrets, and a model without tools may be a service elsewhere.
    if (/(^|\/)\.env[^/]*$/i.test(path)) continue;
    const found = await files.find(path);
    if (found.kind !== 'text') continue;
    const text = found.text.replaceAll(byteOrderMark, '').replace(/\r\n/g, '\n');
    const size = Math.min(text.length, fileChars);
    if (size > room) left.push(path);
    else existing.push({ path, text });
    room -= size > room ? 0 : size;
  }
  return { existing, left };
}
