import { lstatSync, realpathSync, type Stats } from 'node:fs';
import { join, sep } from 'node:path';
import type { PathGuard, PathVerdict } from '../../core/ports/pathGuard';
import { errorCode } from '../state/atomicFile';
import { judgePathText } from './judgePathText';

/**
 * What a guard watches over; all absolute. `gitDirectories`: every git directory of the workspace (a linked worktree has
 * two). `hookDirectories`: where git looks for hooks (`core.hooksPath`), whose files need a tick.
 */
export interface PathGuardOptions {
  readonly workspace: string;
  readonly gitDirectories: readonly string[];
  readonly stateDirectory: string;
  readonly hookDirectories?: readonly string[];
  readonly platform?: NodeJS.Platform;
}

/** A guard that judges by text and then by the file system as it is at that moment; it only reads. */
export function createPathGuard(options: PathGuardOptions): PathGuard {
  const platform = options.platform ?? process.platform;
  const forbidden = [...options.gitDirectories, options.stateDirectory].map(namesOf);
  const hooks = (options.hookDirectories ?? []).map(namesOf);
  const judge = (path: string): PathVerdict => {
    const byText = judgePathText(path, platform);
    if (byText.kind === 'refused') return byText;
    try {
      const byFiles = judgeFiles(path.split('/'), options.workspace, forbidden, hooks);
      return byFiles.kind === 'allowed' ? byText : byFiles;
    } catch (error) {
      return refused(`the file system can not be judged here (${errorCode(error) ?? 'unknown error'})`);
    }
  };
  return { judge: (path) => Promise.resolve(judge(path)) };
}

const refused = (reason: string): PathVerdict => ({ kind: 'refused', reason });

/** Walks from the workspace to the file. Every part that exists must be what it seems to be. */
function judgeFiles(
  names: readonly string[],
  workspace: string,
  forbidden: readonly Folder[],
  hooks: readonly Folder[],
): PathVerdict {
  let current = realpathSync.native(workspace);
  // The whole path first: it may lie in a folder that is not made yet.
  const whole = join(current, ...names);
  if (isWithin(whole, forbidden)) return refused(never);
  let tick = isWithin(whole, hooks);
  for (const [at, name] of names.entries()) {
    current = join(current, name);
    const found = lstatIfThere(current);
    if (found === undefined) break;
    if (found.isSymbolicLink()) return refused('a part of the path is a symbolic link');
    if (at < names.length - 1) {
      if (!found.isDirectory()) return refused('a part of the path is no folder');
      if (isOneOf(found, forbidden)) return refused(never);
      if (lstatIfThere(join(current, '.git'))) return refused('the folder is a repository of its own');
      tick ||= isOneOf(found, hooks);
    } else if (!found.isFile()) return refused('there is something that is no file');
    else if (found.nlink > 1) return refused('the file has another name elsewhere (hard link)');
  }
  return tick ? { kind: 'needs-tick', reason: 'git runs hooks from here' } : { kind: 'allowed' };
}

const never = 'a git directory or the state of MAO is never touched by a run';

/** A folder by its path and all names that it answers to. */
interface Folder {
  readonly path: string;
  readonly names: readonly string[];
}

function namesOf(path: string): Folder {
  const paths = lstatIfThere(path) ? [path, realpathSync.native(path)] : [path];
  return { path, names: paths.map(comparable) };
}

function isWithin(path: string, folders: readonly Folder[]): boolean {
  const name = comparable(path);
  return folders.some(({ names }) => names.some((other) => name === other || name.startsWith(other + sep)));
}

/** Whether it is one of these folders under yet another name: the file system knows it by the same number. */
function isOneOf(found: Stats, folders: readonly Folder[]): boolean {
  return folders.some(({ path }) => {
    const other = lstatIfThere(path);
    return other !== undefined && other.ino !== 0 && other.ino === found.ino && other.dev === found.dev;
  });
}

/** Two names of one file on a file system that folds case or normalises. */
function comparable(path: string): string {
  return path.normalize('NFC').toUpperCase().toLowerCase();
}

function lstatIfThere(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false });
}
