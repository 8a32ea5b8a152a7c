import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { configuredFile, type UserWorkspace } from './userRepository';

/** MAO's own folder in a workspace; in no snapshot and in no commit. */
export const stateFolder = '.mao';

/**
 * What tools leave behind, never source: kept out of worktrees' commits where the workspace has no `.gitignore` that could
 * say so, as a project has that is just begun. What the snapshot holds stays.
 */
const leftBehind = [
  ...['node_modules/', '.DS_Store', '__pycache__/', '*.py[co]', '.pytest_cache/', '.mypy_cache/', '.ruff_cache/'],
  ...['*.egg-info/', '.coverage', '.nyc_output/', '*.tsbuildinfo', '.gradle/', '*.class', 'CACHEDIR.TAG'],
  // Cargo's and Maven's; `target/` alone could be source.
  ...['.rustc_info.json', '.rustdoc_fingerprint.json', '**/target/debug/', '**/target/release/', '**/target/tmp/'],
  ...['**/target/classes/', '**/target/test-classes/', '**/target/surefire-reports/', '**/target/maven-*/'],
  ...['**/target/generated-*/', '**/target/*.jar'],
];

/** The exclude files of MAO's repository: for the user's tree, for worktrees (where paths start at the workspace), for their commits only. */
export interface Excludes {
  readonly snapshot: string;
  readonly worktree: string;
  readonly commits: string;
}

/** What the user ignores outside the workspace's own `.gitignore` files, plus MAO's folder and the linked entries. */
export function readExcludes(
  workspace: UserWorkspace,
  links: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Excludes {
  const global = read(configuredFile(workspace, environment, 'core.excludesfile', 'ignore'));
  const repository = workspace.repository;
  const local = repository ? read(repository.excludeFile) : '';
  const prefix = repository?.prefix ?? '';
  const own = [stateFolder, ...links];
  const parents = repository ? parentIgnores(repository.topLevel, prefix) : [];
  return {
    snapshot: [global, local, ...own.map((name) => `/${escapePattern(prefix + name)}`), ''].join('\n'),
    worktree: [
      global,
      rebasePatterns(local, prefix),
      ...parents,
      ...own.map((name) => `/${escapePattern(name)}`),
      '',
    ].join('\n'),
    commits: [global, ...(existsSync(join(workspace.path, '.gitignore')) ? [] : leftBehind), ''].join('\n'),
  };
}

/**
 * Ignore patterns written for a folder, as they read in its subfolder `prefix`. Anchored patterns for other places are
 * dropped, also those with wildcards before the subfolder, which can not be cut by text.
 */
export function rebasePatterns(text: string, prefix: string): string {
  if (prefix === '') return text;
  const rebased = text.split(/\r?\n/).map((line) => {
    if (line.trim() === '' || line.startsWith('#')) return '';
    const negated = line.startsWith('!');
    const pattern = negated ? line.slice(1) : line;
    const anchored = pattern.replace(/\/$/, '').includes('/') && !pattern.startsWith('**/');
    if (!anchored) return line;
    const path = pattern.replace(/^\//, '');
    return path.startsWith(prefix) && path.length > prefix.length
      ? `${negated ? '!' : ''}/${path.slice(prefix.length)}`
      : '';
  });
  return rebased.join('\n');
}

/** The `.gitignore` files above the workspace, nearest last. */
function parentIgnores(topLevel: string, prefix: string): string[] {
  const folders = prefix.split('/').slice(0, -1);
  return folders.map((_, depth) => {
    const above = folders.slice(0, depth);
    const below = folders.slice(depth).join('/') + '/';
    return rebasePatterns(read(join(topLevel, ...above, '.gitignore')), below);
  });
}

function escapePattern(path: string): string {
  return path.replace(/[\\*?[\]!#]/g, '\\$&').replace(/ +$/, (spaces) => spaces.replace(/ /g, '\\ '));
}

function read(file: string): string {
  try {
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  } catch {
    return ''; // git too goes on without an exclude file that it can not read
  }
}
