import { existsSync, readFileSync } from 'node:fs';
import { mustSucceed, type Git } from '../git/git';
import { readIndex, type IndexEntry } from '../git/readIndex';
import { joinRecords, splitRecords } from '../git/records';
import type { RepositoryLayout } from './ownRepository';

/** A folder of files, and the index in which its state is gathered. `settings` are `-c` values for this file system. */
export interface Stage {
  readonly layout: RepositoryLayout;
  readonly workTree: string;
  readonly index: string;
  readonly excludes: string;
  readonly settings: readonly string[];
  /** What of the work tree is meant, as git's pathspecs. */
  readonly pathspecs: readonly string[];
}

/** What a look at the files gave. Paths in git's bytes, from the work tree. */
export interface Staged {
  /** Every entry of the index, without the repositories. */
  readonly paths: readonly string[];
  /** Nested repositories that have a commit; git entered them as links. */
  readonly repositories: readonly string[];
  /** Nested repositories without a commit (with a slash at the end), and files that could not be read. */
  readonly failed: readonly string[];
}

/** Runs git on a stage: MAO's repository, the stage's files and index. */
export function runOn(git: Git, stage: Stage, args: readonly string[], stdin?: Uint8Array) {
  return git.own({
    cwd: stage.workTree,
    args: [...stage.settings, '-c', `core.excludesFile=${stage.excludes}`, ...args],
    env: { GIT_DIR: stage.layout.gitDirectory, GIT_WORK_TREE: stage.workTree, GIT_INDEX_FILE: stage.index },
    ...(stdin ? { stdin } : {}),
  });
}

/** Enters all files that are not ignored into the index, and takes out what is gone. Goes on over files that fail. */
export async function addAll(git: Git, stage: Stage): Promise<{ readonly complete: boolean }> {
  const added = await mustSucceed(
    runOn(git, stage, ['add', '-A', '--ignore-errors', '--', ...stage.pathspecs]),
    'read the files of the workspace',
    [0, 1],
  );
  return { complete: added.exitCode === 0 };
}

/** What stands in the index after `addAll`. */
export async function inspect(git: Git, stage: Stage, complete: boolean): Promise<Staged> {
  const [entries, failed] = await Promise.all([listEntries(git, stage), complete ? [] : listFailed(git, stage)]);
  const paths: string[] = [];
  const repositories: string[] = [];
  for (const entry of entries) (entry.gitlink ? repositories : paths).push(entry.path);
  return { paths, repositories, failed };
}

async function listEntries(git: Git, stage: Stage): Promise<readonly Pick<IndexEntry, 'path' | 'gitlink'>[]> {
  const bytes = existsSync(stage.index) ? readFileSync(stage.index) : undefined;
  const index = bytes && readIndex(bytes, stage.layout.objectFormat);
  if (index) return index.entries;
  const listed = await mustSucceed(runOn(git, stage, ['ls-files', '-s', '-z']), 'list the index');
  return splitRecords(listed.stdout).map((record) => ({
    path: record.slice(record.indexOf('\t') + 1),
    gitlink: record.startsWith('160000'),
  }));
}

/** After an incomplete `addAll`: what is still new or changed is what could not be entered. */
async function listFailed(git: Git, stage: Stage): Promise<string[]> {
  const lists = await Promise.all([
    mustSucceed(
      runOn(git, stage, ['ls-files', '-z', '-o', '--exclude-standard', '--', ...stage.pathspecs]),
      'list new files',
    ),
    mustSucceed(runOn(git, stage, ['ls-files', '-z', '-m', '--', ...stage.pathspecs]), 'list changed files'),
  ]);
  return [...new Set(lists.flatMap((list) => splitRecords(list.stdout)))];
}

/** Those of the paths that the user ignores, whatever the index says. */
export async function listIgnored(git: Git, stage: Stage, paths: readonly string[]): Promise<readonly string[]> {
  if (paths.length === 0) return [];
  const args = ['check-ignore', '-z', '--stdin', '--no-index'];
  const asked = await mustSucceed(runOn(git, stage, args, joinRecords(paths)), 'ask what is ignored', [0, 1]);
  return splitRecords(asked.stdout);
}

/** Takes entries out of the index. */
export async function dropEntries(git: Git, stage: Stage, paths: readonly string[]): Promise<void> {
  if (paths.length === 0) return;
  const none = '0'.repeat(stage.layout.objectFormat === 'sha1' ? 40 : 64);
  const lines = joinRecords(paths.map((path) => `0 ${none}\t${path}`));
  await mustSucceed(runOn(git, stage, ['update-index', '-z', '--index-info'], lines), 'leave files out of the index');
}

/** Enters files though they are ignored; those that are not there are taken out. */
export async function addIgnored(git: Git, stage: Stage, paths: readonly string[]): Promise<void> {
  if (paths.length === 0) return;
  const args = ['update-index', '--add', '--remove', '-z', '--stdin'];
  await mustSucceed(runOn(git, stage, args, joinRecords(paths)), 'enter ignored files that git tracks');
}

/** The tree of the index, or of its part below `prefix` (with a slash at its end); undefined when git can not make it. */
export async function writeTree(git: Git, stage: Stage, prefix: string): Promise<string | undefined> {
  const written = await runOn(git, stage, ['write-tree', ...(prefix === '' ? [] : [`--prefix=${prefix}`])]);
  return written.exitCode === 0 ? written.stdout.toString('utf8').trim() : undefined;
}

/** The tree without any file. */
export async function writeEmptyTree(git: Git, layout: RepositoryLayout): Promise<string> {
  const env = { GIT_DIR: layout.gitDirectory };
  const made = await mustSucceed(git.own({ cwd: layout.folder, env, args: ['mktree'] }), 'make an empty tree');
  return made.stdout.toString('utf8').trim();
}
