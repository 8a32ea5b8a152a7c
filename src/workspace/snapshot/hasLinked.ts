import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { mostDeep } from './linkedEntries';

/** Whether `path` is there in the workspace, below an entry that worktrees are given a link to (see `expandLinks`). */
export async function hasLinked(workspace: string, links: readonly string[], path: string): Promise<boolean> {
  const parts = path.split('/');
  const isLinked = (link: string) =>
    path === link || path.startsWith(`${link}/`) || parts.slice(0, mostDeep + 1).includes(link);
  if (!links.some(isLinked)) return false;
  return stat(join(workspace, path)).then(
    () => true,
    () => false,
  );
}
