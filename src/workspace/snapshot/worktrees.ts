import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Author, Worktree } from '../../core/ports/snapshotStore';
import { line, mustSucceed, type Git } from '../git/git';
import { errorCode, readTextIfThere, writeFileAtomic } from '../state/atomicFile';
import { commitTree } from './commitTree';
import { copyIndex } from './copyIndex';
import { stateFolder } from './excludes';
import { gatherTree } from './gatherTree';
import { isObjectName, keepRef } from './keepRef';
import { isLinkedEntry, linkEntry } from './linkedEntries';
import { folderName, refName } from './names';
import { restoreSettings, type RepositoryLayout } from './ownRepository';
import { removeTree } from './removeTree';
import { runOn, type Stage } from './stageTree';
import { registerWorktree, unregisterWorktree } from './worktreeEntry';

/** One run's worktrees. `links` are workspace-relative entries (`node_modules`) that worktrees link to, with those that `expandLinks` found. */
export interface WorktreeSource {
  readonly git: Git;
  readonly layout: RepositoryLayout;
  readonly runId: string;
  readonly workspace: string;
  readonly links: readonly string[];
  /** The trees of commits that were looked up, so that a finished attempt costs one process less. */
  readonly trees: Map<string, Promise<string>>;
}

/** Checks `commit` out under a new folder; rejects when something is there already. */
export async function addWorktree(source: WorktreeSource, name: string, commit: string): Promise<Worktree> {
  const path = join(source.layout.worktrees, source.runId, folderName(name));
  const base = await resolveCommit(source, commit);
  await claim(source, name, path);
  try {
    // The tree is of use when an attempt has ended; what is wrong with the commit, `populate` says better.
    await Promise.all([populate(source, name, path, base), treeOf(source, base).catch(() => undefined)]);
    await writeFileAtomic(recordFile(source, name, 'json'), JSON.stringify({ base }));
  } catch (error) {
    await removeTree(path);
    throw error;
  }
  return { name, path, base };
}

/** The worktree of that name that an earlier process of this run left; undefined when there is none. */
export async function openWorktree(source: WorktreeSource, name: string): Promise<Worktree | undefined> {
  const path = join(source.layout.worktrees, source.runId, folderName(name));
  const record = await readTextIfThere(recordFile(source, name, 'json'));
  const base = record === undefined ? undefined : /"base":"([0-9a-f]+)"/.exec(record)?.[1];
  return base !== undefined && existsSync(path) ? { name, path, base } : undefined;
}

/** Empties the folder and checks `commit` out again; the folder itself stays, for those who have it open. */
export async function resetWorktree(source: WorktreeSource, worktree: Worktree, commit: string): Promise<void> {
  assertOwn(source, worktree);
  const entries = await readdir(worktree.path, { withFileTypes: true });
  for (const entry of entries) {
    const path = join(worktree.path, entry.name);
    await (entry.isDirectory() ? removeTree(path) : rm(path, { force: true }));
  }
  await populate(source, worktree.name, worktree.path, await resolveCommit(source, commit));
}

/** Commits all files of the worktree on top of its base, whatever was done with git in there. */
export async function commitWorktree(
  source: WorktreeSource,
  worktree: Worktree,
  author: Author,
  message: string,
): Promise<string> {
  const { git, layout } = source;
  assertOwn(source, worktree);
  await restoreSettings(layout);
  const kept = recordFile(source, worktree.name, 'index');
  const stage = stageOf(source, worktree.path, join(layout.temporary, `index-${randomBytes(6).toString('hex')}`));
  try {
    if (existsSync(kept)) copyIndex(kept, stage.index);
    const [tree, before] = await Promise.all([gatherTree(git, stage), treeOf(source, worktree.base)]);
    const changed = tree !== before;
    const commit = changed ? await commitTree(layout, tree, [worktree.base], author, message) : worktree.base;
    keepRef(layout, refName(source.runId, worktree.name), commit);
    await rename(stage.index, kept);
    return commit;
  } finally {
    await rm(stage.index, { force: true });
    await rm(`${stage.index}.lock`, { force: true });
  }
}

/** Deletes a worktree; its commits stay. */
export async function removeWorktree(source: WorktreeSource, worktree: Worktree): Promise<void> {
  assertOwn(source, worktree);
  await removeTree(worktree.path);
  await Promise.all([
    rm(recordFile(source, worktree.name, 'json'), { force: true }),
    rm(recordFile(source, worktree.name, 'index'), { force: true }),
  ]);
  await unregisterWorktree(source.layout, source.runId, worktree.name);
}

/** Deletes all worktrees of the run. */
export async function removeAllWorktrees(source: WorktreeSource): Promise<void> {
  const path = join(source.layout.worktrees, source.runId);
  for (const name of await readdir(path).catch(() => [])) {
    await unregisterWorktree(source.layout, source.runId, name.replaceAll('+', '/'));
  }
  await removeTree(path);
  await removeTree(join(source.layout.folder, 'worktree-state', source.runId));
}

/** Creates the folder; that it is ours alone is what creating it tells. */
async function claim(source: WorktreeSource, name: string, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  try {
    await mkdir(path);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
    throw new Error(`There is already a worktree ${name} of run ${source.runId}: ${path}`, { cause: error });
  }
}

async function populate(source: WorktreeSource, name: string, path: string, commit: string): Promise<void> {
  const { git, layout } = source;
  await restoreSettings(layout);
  const index = recordFile(source, name, 'index');
  await mkdir(dirname(index), { recursive: true });
  await rm(index, { force: true });
  await mustSucceed(
    runOn(git, stageOf(source, path, index), ['read-tree', '-u', '--reset', commit]),
    'check out a worktree',
  );
  await registerWorktree(layout, source.runId, name, path, commit, index);
  for (const link of source.links) await linkEntry(source.workspace, path, link);
}

function stageOf(source: WorktreeSource, path: string, index: string): Stage {
  const linked = source.links.filter((link) => isLinkedEntry(join(path, link)));
  const out = [stateFolder, ...linked].map((entry) => `:(exclude,top,literal)${entry}`);
  return {
    layout: source.layout,
    workTree: path,
    index,
    excludes: source.layout.commitExcludes,
    settings: [],
    pathspecs: ['.', ...out],
  };
}

async function resolveCommit({ git, layout }: WorktreeSource, commit: string): Promise<string> {
  if (isObjectName(layout, commit)) return commit;
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${commit}^{commit}`];
  const env = { GIT_DIR: layout.gitDirectory };
  return line(await mustSucceed(git.own({ cwd: layout.folder, env, args }), `find the commit ${commit}`));
}

function treeOf({ git, layout, trees }: WorktreeSource, commit: string): Promise<string> {
  const known = trees.get(commit);
  if (known) return known;
  const call = { cwd: layout.folder, env: { GIT_DIR: layout.gitDirectory }, args: ['rev-parse', `${commit}^{tree}`] };
  const found = mustSucceed(git.own(call), 'read the base').then(line);
  trees.set(commit, found);
  found.catch(() => trees.delete(commit));
  return found;
}

function recordFile(source: WorktreeSource, name: string, kind: 'json' | 'index'): string {
  return join(source.layout.folder, 'worktree-state', source.runId, `${folderName(name)}.${kind}`);
}

function assertOwn(source: WorktreeSource, worktree: Worktree): void {
  const expected = join(source.layout.worktrees, source.runId, folderName(worktree.name));
  if (worktree.path !== expected) throw new Error(`${worktree.path} is no worktree of run ${source.runId}.`);
}
