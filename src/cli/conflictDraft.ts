import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import type { ApplyConflict } from '../core/ports/changeApplier';

/**
 * Lays both sides of a conflict, between markers, into the run's folder, since the file itself stays as it is; answers where, relative
 * to `workspace`. Undefined for binary files.
 */
export async function layConflictDraft(
  workspace: string,
  runDirectory: string,
  { path, text }: ApplyConflict,
): Promise<string | undefined> {
  if (text === undefined) return undefined;
  const file = join(runDirectory, 'conflicts', path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
  return relative(workspace, file);
}
