import { randomBytes } from 'node:crypto';
import { copyFile, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { folderName } from './names';
import type { RepositoryLayout } from './ownRepository';
import { removeTree } from './removeTree';

/**
 * Makes a folder a git worktree of the repository, detached at `commit`, with a copy of `index`. Written by hand as
 * gitrepository-layout(5) says, and moved in place as a whole: `git worktree add` fails when several run at once.
 */
export async function registerWorktree(
  layout: RepositoryLayout,
  runId: string,
  name: string,
  path: string,
  commit: string,
  index: string,
): Promise<void> {
  const entry = entryFolder(layout, runId, name);
  const draft = join(layout.temporary, `worktree-${randomBytes(6).toString('hex')}`);
  await mkdir(draft, { recursive: true });
  await Promise.all([
    writeFile(join(path, '.git'), `gitdir: ${entry}\n`),
    writeFile(join(draft, 'HEAD'), `${commit}\n`),
    writeFile(join(draft, 'commondir'), '../..\n'),
    writeFile(join(draft, 'gitdir'), `${join(path, '.git')}\n`),
    copyFile(index, join(draft, 'index')),
  ]);
  await unregisterWorktree(layout, runId, name);
  await mkdir(join(layout.gitDirectory, 'worktrees'), { recursive: true });
  await rename(draft, entry);
}

/** Lets the repository forget a worktree; nothing happens when it does not know it. */
export async function unregisterWorktree(layout: RepositoryLayout, runId: string, name: string): Promise<void> {
  const aside = join(layout.temporary, `worktree-${randomBytes(6).toString('hex')}`);
  await rename(entryFolder(layout, runId, name), aside).catch(() => undefined);
  await removeTree(aside);
}

function entryFolder(layout: RepositoryLayout, runId: string, name: string): string {
  return join(layout.gitDirectory, 'worktrees', `${folderName(runId)}+${folderName(name)}`);
}
