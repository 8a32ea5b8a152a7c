import { realpath } from 'node:fs/promises';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { line, mustSucceed, type Git, type GitResult } from '../git/git';
import { readIndex, type IndexEntry } from '../git/readIndex';
import { splitRecords } from '../git/records';

/** One path of the user's index below the workspace, relative to the workspace. */
export type TrackedPath = IndexEntry;

/** What git tracks below the workspace. `tree` is the tree of just that, where the index itself names it. */
export interface Tracked {
  readonly paths: readonly TrackedPath[];
  readonly tree: string | undefined;
}

/** The git repository that a workspace lies in. `prefix` is the workspace within `topLevel`: empty, or with a slash at its end. */
export interface UserRepository {
  readonly topLevel: string;
  readonly prefix: string;
  readonly objectFormat: 'sha1' | 'sha256';
  readonly gitDirectories: readonly string[];
  readonly index: string;
  readonly objects: string;
  readonly excludeFile: string;
  readonly attributesFile: string;
  readonly hasSharedIndex: boolean;
  /** Reads the index when first asked, at most once: with many files that takes a while in which git can work already. */
  readonly tracked: () => Promise<Tracked>;
}

/** What is known of a workspace: its repository if it has one, git's configuration as the user set it, what was odd. */
export interface UserWorkspace {
  readonly path: string;
  readonly repository: UserRepository | undefined;
  readonly configuration: ReadonlyMap<string, string>;
  readonly notes: readonly string[];
}

const questions = [
  ['--path-format=absolute'],
  ['--is-inside-work-tree', '--show-object-format', '--git-dir', '--git-common-dir'],
  ['--git-path', 'index', '--git-path', 'objects', '--git-path', 'info/exclude', '--git-path', 'info/attributes'],
  ['--show-prefix', '--show-toplevel', '--shared-index-path'],
].flat();

/** Reads where the workspace's repository lies and what is in its index; writes nothing. Paths are real paths. */
export async function readUserWorkspace(git: Git, workspace: string): Promise<UserWorkspace> {
  const cwd = await realpath(workspace);
  const [answers, config] = await Promise.all([
    git.asUser({ cwd, args: ['rev-parse', ...questions] }),
    git.asUser({ cwd, args: ['config', '-z', '--show-scope', '--list'] }),
  ]);
  const bare = { path: cwd, repository: undefined, configuration: readConfiguration(config) };
  const [inside = '', format, gitDirectory = '', commonDirectory = '', index = '', ...rest] = lines(answers);
  const [objects = '', excludeFile = '', attributesFile = '', prefix = '', topLevel = '', shared] = rest;
  if (inside === 'false') return { ...bare, notes: [] };
  if (answers.exitCode !== 0) return { ...bare, notes: isBelowRepository(cwd) ? [unreadable(answers, cwd)] : [] };
  if (cwd.includes('\n')) return { ...bare, notes: [manyLines] }; // its answers, one a line, can not be told apart
  if (prefix !== '' && (await isIgnored(git, topLevel, prefix))) return { ...bare, notes: [] };
  const objectFormat = format === 'sha256' ? 'sha256' : 'sha1';
  const repository: UserRepository = {
    topLevel,
    prefix,
    objectFormat,
    gitDirectories: [...new Set([gitDirectory, commonDirectory])],
    index,
    objects,
    excludeFile,
    attributesFile,
    hasSharedIndex: shared !== undefined,
    tracked: once(() => listTracked(git, cwd, index, objectFormat, prefix)),
  };
  return { ...bare, repository, notes: [] };
}

function once<T>(read: () => Promise<T>): () => Promise<T> {
  let reading: Promise<T> | undefined;
  return () => (reading ??= read());
}

/** The index's entries below the workspace; git prints those of an index that MAO does not read itself. */
async function listTracked(
  git: Git,
  workspace: string,
  index: string,
  objectFormat: 'sha1' | 'sha256',
  prefix: string,
): Promise<Tracked> {
  const bytes = existsSync(index) ? readFileSync(index) : undefined;
  const read = bytes && readIndex(bytes, objectFormat);
  if (read) {
    if (prefix === '') return { paths: read.entries, tree: read.tree };
    const below = read.entries.filter((entry) => entry.path.startsWith(prefix));
    return { paths: below.map((entry) => ({ ...entry, path: entry.path.slice(prefix.length) })), tree: undefined };
  }
  const args = ['ls-files', '--sparse', '-s', '-v', '-z'];
  const listed = await mustSucceed(git.asUser({ cwd: workspace, args }), 'list the files that git tracks');
  return { paths: splitRecords(listed.stdout).map(readTracked), tree: undefined };
}

/** A file of git's configuration (`core.excludesfile`) with `~` expanded; `fallback` is its name in git's own folder. */
export function configuredFile(
  workspace: UserWorkspace,
  environment: Readonly<Record<string, string | undefined>>,
  key: string,
  fallback: string,
): string {
  const home = environment['HOME'] ?? environment['USERPROFILE'] ?? homedir();
  const set = workspace.configuration.get(key);
  if (set === undefined) return join(environment['XDG_CONFIG_HOME'] ?? join(home, '.config'), 'git', fallback);
  return resolve(
    workspace.repository?.topLevel ?? workspace.path,
    set.startsWith('~/') ? join(home, set.slice(2)) : set,
  );
}

/** Reads git's booleans: `true`, `yes`, `on`, 1, and a key without value. */
export function isTrue(value: string | undefined): boolean {
  return value !== undefined && /^(true|yes|on|1|)$/i.test(value);
}

function lines(result: GitResult): string[] {
  return result.stdout
    .toString('utf8')
    .replace(/\r?\n$/, '')
    .split(/\r?\n/);
}

function readConfiguration(result: GitResult): Map<string, string> {
  const records = result.stdout.toString('utf8').split('\0').slice(0, -1);
  const entries = new Map<string, string>();
  for (let at = 0; at + 1 < records.length; at += 2) {
    const [scope, entry = ''] = records.slice(at, at + 2);
    if (scope === 'command') continue; // MAO's own settings for this call
    const end = entry.indexOf('\n');
    if (end < 0) entries.set(entry, 'true');
    else entries.set(entry.slice(0, end), entry.slice(end + 1));
  }
  return entries;
}

/** `H 100644 <oid> 0<tab>path`: the tag is lower case for assume-unchanged, `S` for skip-worktree. */
function readTracked(record: string): TrackedPath {
  const tab = record.indexOf('\t');
  const tag = record.slice(0, 1);
  const mode = record.slice(2, 8);
  return {
    path: record.slice(tab + 1),
    gitlink: mode === '160000',
    unwatched: tag === 'S' || tag !== tag.toUpperCase(),
  };
}

async function isIgnored(git: Git, topLevel: string, prefix: string): Promise<boolean> {
  const asked = await git.asUser({ cwd: topLevel, args: ['check-ignore', '-q', '--', prefix] });
  return asked.exitCode === 0;
}

/** Whether a folder above is meant to be a repository; git too goes past an empty `.git`, as sandboxes leave them. */
function isBelowRepository(folder: string): boolean {
  const git = join(folder, '.git');
  if (existsSync(git) && !isEmptyFolder(git)) return true;
  const parent = dirname(folder);
  return parent !== folder && isBelowRepository(parent);
}

function isEmptyFolder(path: string): boolean {
  try {
    return readdirSync(path).length === 0;
  } catch {
    return false; // a file, or a folder that can not be read
  }
}

const withoutGit = 'so the folder is treated as one without git';
const manyLines = `The path of this folder has a line break, ${withoutGit}.`;

function unreadable(result: GitResult, folder: string): string {
  const said = line({ ...result, stdout: Buffer.from(result.stderr) });
  const problem = said.split('\n')[0] ?? '';
  const owned = /^\s*git config --global --add safe\.directory (.+)$/m.exec(said)?.[1] ?? folder;
  const hint = /dubious ownership/.test(problem)
    ? ` It belongs to somebody else. If you trust it: git config --global --add safe.directory ${owned}`
    : '';
  return `The git repository here could not be read, ${withoutGit} (${problem}).${hint}`;
}
