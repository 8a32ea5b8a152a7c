import { realpath } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import type { ChangeHunk } from '../../core/changeHunk';
import type { ResumableStore } from '../../core/ports/snapshotStore';
import { endedBy, line, mustSucceed, type Git } from '../git/git';
import { diskFaultOf } from '../state/diskFaultOf';
import { amendCommit } from './amendCommit';
import { blame } from './blame';
import { diffCommits, diffText } from './diffCommits';
import { diffHunks } from './diffHunks';
import { isWhole, listCommits, removeStaleLocks } from './history';
import { mergeCommits, resolveMerge } from './mergeCommits';
import { mergeTree, type MergedTree } from './mergeTree';
import { keepRef } from './keepRef';
import { expandLinks } from './linkedEntries';
import { assertName, refName } from './names';
import { createRepository, repositoryLayout, restoreSettings, type RepositoryLayout } from './ownRepository';
import { listChanges, listFiles, readObjects, type TreeChange } from './readObjects';
import { takeSnapshot } from './takeSnapshot';
import { readUserWorkspace } from './userRepository';
import * as worktrees from './worktrees';

/** What a snapshot store is made of. `workspace` absolute; `dataDirectory` is MAO's own, outside every workspace. */
export interface SnapshotStoreOptions {
  readonly git: Git;
  readonly workspace: string;
  readonly dataDirectory: string;
  readonly runId: string;
  /** Workspace-relative entries that worktrees link to instead of holding (`node_modules`); see `expandLinks`. */
  readonly link: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** The snapshot store over git, and what applying and resuming need beyond the port. */
export interface GitSnapshotStore extends ResumableStore {
  /** All paths in which two commits differ, with git's modes and object names; renames as delete and create. */
  listChanges(from: string, to: string): Promise<readonly TreeChange[]>;
  /** Contents by object name; absent objects are left out. */
  readBlobs(oids: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>>;
  /** Where two blobs differ; none for binary content. */
  listHunks(base: string, result: string): Promise<readonly ChangeHunk[]>;
  /** Forgets the run: its worktrees and refs; objects that nothing else names go after a day. */
  deleteRun(): Promise<void>;
}

/** A store for one run. Nothing is started, read or written before the first call. */
export function createSnapshotStore(options: SnapshotStoreOptions): GitSnapshotStore {
  const { git, runId, environment } = options;
  assertName(runId);
  const readWorkspace = () => readUserWorkspace(git, options.workspace);
  const open = async () => {
    const [workspace, path, links] = await Promise.all([
      readWorkspace(),
      realpath(options.workspace),
      expandLinks(options.workspace, options.link),
    ]);
    const layout = repositoryLayout(options.dataDirectory, path, workspace.repository?.objectFormat ?? 'sha1');
    await createRepository(git, layout, path);
    return { layout, workspace, links };
  };
  let opened: ReturnType<typeof open> | undefined;
  const trees = new Map<string, Promise<string>>();
  const repository = async () => {
    opened ??= open();
    try {
      const { layout, workspace, links } = await opened;
      return { layout, source: { git, layout, runId, workspace: workspace.path, links, trees } };
    } catch (error) {
      opened = undefined; // what was in the way may be gone next time
      throw error;
    }
  };
  const run = async (args: readonly string[], what: string) => {
    const { layout } = await repository();
    return mustSucceed(git.own({ cwd: layout.folder, env: { GIT_DIR: layout.gitDirectory }, args }), what);
  };
  const safely = async <T>(work: (layout: RepositoryLayout) => Promise<T>): Promise<T> => {
    const { layout } = await repository();
    await restoreSettings(layout);
    return work(layout);
  };
  /** Work that writes: where it fails because of the disk, that is the failure. */
  const writing = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (cause) {
      throw await diskFaultOf(options.dataDirectory, cause);
    }
  };
  let last: { readonly commits: string; readonly merged: Promise<MergedTree> } | undefined;
  /** A merge that is resolved was merged just before; git would give the same again. */
  const mergeOnce = (layout: RepositoryLayout) => (ours: string, theirs: string) => {
    const commits = `${ours} ${theirs}`;
    if (last?.commits === commits) return last.merged;
    const merged = mergeTree(git, layout, ours, theirs);
    last = { commits, merged };
    merged.catch(() => {
      last = undefined;
    });
    return merged;
  };
  return {
    takeSnapshot: (signal) =>
      writing(async () => {
        const first = opened === undefined;
        const { layout, source } = await repository();
        const { links } = source;
        const workspace = first && opened ? (await opened).workspace : await readWorkspace();
        return takeSnapshot({ git: signal ? endedBy(git, signal) : git, layout, workspace, links, environment });
      }),
    addWorktree: (name, commit) =>
      writing(async () => worktrees.addWorktree((await repository()).source, name, commit)),
    openWorktree: async (name) => worktrees.openWorktree((await repository()).source, name),
    resetWorktree: (worktree, commit) =>
      writing(async () => worktrees.resetWorktree((await repository()).source, worktree, commit)),
    commitWorktree: (worktree, author, message) =>
      writing(async () => worktrees.commitWorktree((await repository()).source, worktree, author, message)),
    removeWorktree: async (worktree) => worktrees.removeWorktree((await repository()).source, worktree),
    merge: (ours, theirs, author, message) =>
      writing(() => safely((layout) => mergeCommits(git, layout, mergeOnce(layout), ours, theirs, author, message))),
    resolveMerge: (merge, resolutions, author, message) =>
      writing(() =>
        safely((layout) => resolveMerge(git, layout, mergeOnce(layout), merge, resolutions, author, message)),
      ),
    amend: (commit, changes, author, message) =>
      writing(() => safely((layout) => amendCommit(git, layout, commit, changes, author, message))),
    diff: (from, to) => safely((layout) => diffCommits(git, layout, from, to)),
    diffText: (from, to, maxBytes) => safely((layout) => diffText(git, layout, from, to, maxBytes)),
    listChanges: (from, to) => safely((layout) => listChanges(git, layout, from, to)),
    listHunks: (base, result) => safely((layout) => diffHunks(git, layout, base, result)),
    readBlobs: (oids) => safely((layout) => readObjects(git, layout, oids)),
    readFile: (commit, path) =>
      safely(async (layout) => (await readObjects(git, layout, [`${commit}:${path}`])).get(`${commit}:${path}`)),
    listFiles: (commit) => safely((layout) => listFiles(git, layout, commit)),
    blame: (commit, path, since) => safely((layout) => blame(git, layout, commit, path, since)),
    setRef: (name, commit) => writing(async () => keepRef((await repository()).layout, refName(runId, name), commit)),
    getRef: async (name) => {
      const { layout } = await repository();
      const args = ['rev-parse', '--verify', '--quiet', `${refName(runId, name)}^{commit}`];
      const found = await git.own({ cwd: layout.folder, env: { GIT_DIR: layout.gitDirectory }, args });
      return found.exitCode === 0 ? line(found) : undefined;
    },
    unlock: async () => removeStaleLocks((await repository()).layout, runId),
    isWhole: async (commit, since) => isWhole(git, (await repository()).layout, commit, since),
    listCommits: (from, to) => safely((layout) => listCommits(git, layout, from, to)),
    prune: async () => worktrees.removeAllWorktrees((await repository()).source),
    deleteRun: async () => {
      const { source, layout } = await repository();
      if (!existsSync(layout.gitDirectory)) return;
      await worktrees.removeAllWorktrees(source);
      const refs = line(await run(['for-each-ref', '--format=%(refname)', `refs/mao/${runId}/`], 'list commits'));
      for (const ref of refs.split('\n').filter((name) => name !== '')) {
        await run(['update-ref', '-d', ref], 'forget a commit');
      }
      await run(['prune', '--expire=1.day.ago'], 'drop what nothing names');
    },
  };
}
