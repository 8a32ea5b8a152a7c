import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { CommitRecord } from '../../core/ports/snapshotStore';
import { mustSucceed, type Git } from '../git/git';
import { fromBytes, splitRecords } from '../git/records';
import type { RepositoryLayout } from './ownRepository';

/** A lock that is older belongs to no git that still runs: git holds one for milliseconds. */
const staleLockMs = 5000;

const isObjectFolder = /^[0-9a-f]{2}$/;

/** The commits from `to` back to `from` along first parents, newest first. */
export async function listCommits(
  git: Git,
  layout: RepositoryLayout,
  from: string,
  to: string,
): Promise<readonly CommitRecord[]> {
  const args = ['log', '-z', '--first-parent', '--format=%H%x1f%P%x1f%an%x1f%B', '--end-of-options', `${from}..${to}`];
  const call = git.own({ cwd: layout.folder, env: { GIT_DIR: layout.gitDirectory }, args });
  return splitRecords((await mustSucceed(call, 'list commits')).stdout).map((record) => {
    const [commit = '', parents = '', author = '', ...message] = fromBytes(record).split('\x1f');
    const parent = parents.split(' ')[0];
    return { commit, parent: parent === '' ? undefined : parent, author, message: message.join('\x1f') };
  });
}

/** Whether every object that `commit` has beyond `since` can be read. */
export async function isWhole(git: Git, layout: RepositoryLayout, commit: string, since: string): Promise<boolean> {
  const args = ['rev-list', '--quiet', '--objects', '--verify-objects', commit, `^${since}`];
  return (await git.own({ cwd: layout.folder, env: { GIT_DIR: layout.gitDirectory }, args })).exitCode === 0;
}

const stateOf = (file: string) => stat(file).catch(() => undefined);

/** Removes what a crash left in the repository: locks of the run's refs, refs and objects that never reached the disk. */
export async function removeStaleLocks(layout: RepositoryLayout, runId: string): Promise<void> {
  const refs = join(layout.gitDirectory, 'refs', 'mao', runId);
  for (const entry of await readdir(refs, { recursive: true, withFileTypes: true }).catch(() => [])) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const state = await stateOf(file);
    const isStale = entry.name.endsWith('.lock') && state !== undefined && Date.now() - state.mtimeMs > staleLockMs;
    if (isStale || (state?.size === 0 && !entry.name.endsWith('.lock'))) await rm(file, { force: true });
  }
  const objects = join(layout.gitDirectory, 'objects');
  const folders = (await readdir(objects).catch(() => [])).filter((name) => isObjectFolder.test(name));
  for (const folder of folders) {
    for (const name of await readdir(join(objects, folder)).catch(() => [])) {
      const file = join(objects, folder, name);
      if ((await stateOf(file))?.size === 0) await rm(file, { force: true });
    }
  }
}
