import { existsSync, lstatSync, renameSync, rmSync } from 'node:fs';
import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Snapshot } from '../../core/ports/snapshotStore';
import type { Git } from '../git/git';
import { fromBytes } from '../git/records';
import { canBorrowIndex, isAttributesFile, isWholeIndex } from './conversions';
import { commitTree, mao } from './commitTree';
import { copyIndex } from './copyIndex';
import { readExcludes, stateFolder } from './excludes';
import { borrowObjects, restoreSettings, writeIfDifferent, type RepositoryLayout } from './ownRepository';
import {
  addAll,
  addIgnored,
  dropEntries,
  inspect,
  listIgnored,
  writeEmptyTree,
  writeTree,
  type Stage,
  type Staged,
} from './stageTree';
import type { TrackedPath, UserWorkspace } from './userRepository';

/** Everything a snapshot is made from. `links` are top entries of the workspace that worktrees link to instead of holding. */
export interface SnapshotSource {
  readonly git: Git;
  readonly layout: RepositoryLayout;
  readonly workspace: UserWorkspace;
  readonly links: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Settings that say how the user's file system behaves, so that git judges its files as the user's git does. */
const carriedOver = [
  'core.filemode',
  'core.symlinks',
  'core.ignorecase',
  'core.precomposeunicode',
  'core.trustctime',
  'core.checkstat',
  'core.longpaths',
];

/** Commits the workspace's state; the commit has no parent, so that no history of the user's is ever walked. */
export async function takeSnapshot(source: SnapshotSource): Promise<Snapshot> {
  const { layout, workspace } = source;
  const { repository } = workspace;
  await restoreSettings(layout);
  if (repository) await borrowObjects(layout, repository.objects);
  const excludes = readExcludes(workspace, source.links, source.environment);
  const excludesFile = join(layout.folder, 'excludes');
  await Promise.all([
    writeIfDifferent(excludesFile, excludes.snapshot),
    writeIfDifferent(join(layout.gitDirectory, 'info', 'exclude'), excludes.worktree),
    writeIfDifferent(layout.commitExcludes, excludes.commits),
  ]);
  const workTree = repository?.topLevel ?? workspace.path;
  const prefix = repository?.prefix ?? '';
  const stage: Stage = {
    layout,
    workTree,
    index: join(layout.temporary, `index-${randomBytes(6).toString('hex')}`),
    excludes: excludesFile,
    settings: carriedOver.flatMap((key) => {
      const value = workspace.configuration.get(key);
      return repository && value !== undefined ? ['-c', `${key}=${value}`] : [];
    }),
    pathspecs: [
      prefix === '' ? '.' : `:(top,literal)${prefix}`,
      ...gitDirectoriesWithin(workspace, workTree).map((path) => `:(exclude,top,literal)${path}`),
    ],
  };
  const kept = join(
    layout.folder,
    `index-${createHash('sha256').update(`${layout.objectFormat} ${workTree}`).digest('hex').slice(0, 12)}`,
  );
  try {
    const borrowed = await fromUserIndex(source, stage, prefix);
    const made = borrowed ?? (await fromOwnIndex(source, stage, prefix, kept));
    const commit = await commitTree(layout, made.tree, [], mao, 'The workspace as MAO found it\n');
    return { commit, notes: [...workspace.notes, ...made.notes] };
  } finally {
    rmSync(stage.index, { force: true });
    rmSync(`${stage.index}.lock`, { force: true });
  }
}

interface Made {
  readonly tree: string;
  readonly notes: readonly string[];
}

/**
 * The quick way: a copy of the user's index already knows the files. Undefined when it turns out not to fit, which is
 * looked at while git is reading the files.
 */
async function fromUserIndex(source: SnapshotSource, stage: Stage, prefix: string): Promise<Made | undefined> {
  const { git, workspace } = source;
  const { repository } = workspace;
  if (!repository || !isWholeIndex(workspace)) return undefined;
  const isRewritten = copyIndex(repository.index, stage.index);
  const [{ complete }, fits] = await Promise.all([addAll(git, stage), canBorrowIndex(workspace, source.environment)]);
  if (!fits) return undefined;
  const { paths: tracked, tree: noted } = await repository.tracked();
  const asBefore = complete && !isRewritten();
  const [tree, staged] = await Promise.all([
    (asBefore ? noted : undefined) ?? writeTree(git, stage, prefix),
    asBefore ? unchanged(tracked, prefix) : inspect(git, stage, complete),
  ]);
  const known = new Set(tracked.filter((entry) => isAttributesFile(entry.path)).map((entry) => prefix + entry.path));
  const own = staged.paths.filter((path) => path.startsWith(prefix));
  if (own.some((path) => isAttributesFile(path) && !known.has(path))) return undefined;
  const out = [...staged.repositories, ...staged.failed, ...ownState(staged, prefix)];
  if (own.length === 0) {
    return {
      tree: await writeEmptyTree(git, stage.layout),
      notes: leftOut(prefix, staged.repositories, staged.failed),
    };
  }
  if (out.length === 0) return tree === undefined ? undefined : { tree, notes: [] };
  await dropEntries(git, stage, out);
  const smaller = await writeTree(git, stage, prefix);
  return smaller === undefined
    ? undefined
    : { tree: smaller, notes: leftOut(prefix, staged.repositories, staged.failed) };
}

/** What `inspect` would say of an index that git left as it was; one with repositories in it is not borrowed. */
function unchanged(tracked: readonly TrackedPath[], prefix: string): Staged {
  return { paths: tracked.map(({ path }) => prefix + path), repositories: [], failed: [] };
}

/** The exact way: an index of MAO's own, kept from snapshot to snapshot, whose entries hold the files' very bytes. */
async function fromOwnIndex(source: SnapshotSource, stage: Stage, prefix: string, kept: string): Promise<Made> {
  const { git, workspace } = source;
  rmSync(stage.index, { force: true });
  if (existsSync(kept)) copyIndex(kept, stage.index);
  const { complete } = await addAll(git, stage);
  const staged = await inspect(git, stage, complete);
  const entries = (await workspace.repository?.tracked())?.paths ?? [];
  const tracked = new Set(entries.filter((entry) => !entry.gitlink).map((entry) => prefix + entry.path));
  const [wrong, early] = await Promise.all([
    listIgnored(
      git,
      stage,
      staged.paths.filter((path) => path.startsWith(prefix) && !tracked.has(path)),
    ),
    writeTree(git, stage, prefix),
  ]);
  const entered = new Set(staged.paths);
  const missing = [...tracked].filter(
    (path) => !entered.has(path) && !path.startsWith(`${prefix}${stateFolder}/`) && isFile(stage.workTree, path),
  );
  const out = [...staged.repositories, ...staged.failed, ...wrong, ...ownState(staged, prefix)];
  await dropEntries(git, stage, out);
  await addIgnored(
    git,
    stage,
    missing.filter((path) => !staged.failed.includes(path)),
  );
  const left = new Set(out);
  const some = missing.length > 0 || staged.paths.some((path) => path.startsWith(prefix) && !left.has(path));
  const same = out.length + missing.length === 0;
  const tree = !some ? await writeEmptyTree(git, stage.layout) : same ? early : await writeTree(git, stage, prefix);
  if (tree === undefined) {
    if (!existsSync(kept)) throw new Error('git could not write the tree of the snapshot.');
    rmSync(kept, { force: true }); // objects that it names are gone from the user's repository: read all files again
    return fromOwnIndex(source, stage, prefix, kept);
  }
  keepIndex(stage.index, kept);
  return { tree, notes: leftOut(prefix, staged.repositories, staged.failed) };
}

function keepIndex(index: string, kept: string): void {
  try {
    renameSync(index, kept);
  } catch {
    // another snapshot has it open (Windows); the next one only takes longer
  }
}

/** Files of MAO's own folder, which a `.gitignore` of the user can let in. */
function ownState(staged: Staged, prefix: string): string[] {
  return staged.paths.filter((path) => path.startsWith(`${prefix}${stateFolder}/`));
}

function isFile(folder: string, path: string): boolean {
  const found = lstatSync(join(folder, fromBytes(path)), { throwIfNoEntry: false });
  return found !== undefined && (found.isFile() || found.isSymbolicLink());
}

/** Git directories that lie among the workspace's files under another name than `.git`. */
function gitDirectoriesWithin(workspace: UserWorkspace, workTree: string): string[] {
  const inside = (workspace.repository?.gitDirectories ?? [])
    .filter((folder) => folder.startsWith(`${workTree}/`))
    .map((folder) => folder.slice(workTree.length + 1));
  return inside.filter((path) => path !== '.git' && !path.startsWith('.git/'));
}

function leftOut(prefix: string, repositories: readonly string[], failed: readonly string[]): string[] {
  const name = (path: string) => fromBytes(path.slice(prefix.length));
  const nested = [
    ...repositories.filter((path) => path.startsWith(prefix)),
    ...failed.filter((path) => path.endsWith('/')).map((path) => path.slice(0, -1)),
  ];
  const unreadable = failed.filter((path) => !path.endsWith('/'));
  return [
    ...nested.map((path) => `${name(path)} is a repository of its own (submodule or nested) and was left out.`),
    ...unreadable.map((path) => `${name(path)} could not be read and was left out.`),
  ];
}
