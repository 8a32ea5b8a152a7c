import { stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Whether `path` is there in the workspace, below an entry that worktrees are given a link to. */
export async function hasLinked(workspace: string, links: readonly string[], path: string): Promise<boolean> {
  if (!links.some((link) => path === link || path.startsWith(`${link}/`))) return false;
  return stat(join(workspace, path)).then(
    () => true,
    () => false,
  );
}
