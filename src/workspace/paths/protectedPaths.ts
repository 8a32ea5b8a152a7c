import { foldName } from './foldName';

/** Folders in which every file needs an explicit tick: they configure editors, agents, hooks and build machines. */
const tickFolders = new Set([
  '.vscode',
  '.devcontainer',
  '.claude',
  '.codex',
  '.gemini',
  '.cursor',
  '.idea',
  '.husky',
  '.githooks',
]);

const tickFiles = new Set([
  '.mcp.json',
  'agents.md',
  'claude.md',
  'gemini.md',
  '.npmrc',
  '.devcontainer.json',
  '.gitmodules',
]);

const lockFiles = new Set([
  'package-lock.json',
  'npm-shrinkwrap.json',
  'yarn.lock',
  'pnpm-lock.yaml',
  'bun.lock',
  'bun.lockb',
  'deno.lock',
  'cargo.lock',
  'poetry.lock',
  'pipfile.lock',
  'uv.lock',
  'pdm.lock',
  'composer.lock',
  'gemfile.lock',
  'go.sum',
  'go.work.sum',
  'packages.lock.json',
  'gradle.lockfile',
  'mix.lock',
  'pubspec.lock',
  'podfile.lock',
  'package.resolved',
  'flake.lock',
]);

/** Why a path may be written only when the user ticks it by hand; undefined when it needs none. `names` are its parts. */
export function tickReason(names: readonly string[]): string | undefined {
  const folded = names.map(foldName);
  const last = folded.at(-1) ?? '';
  const folder = folded.find((name) => tickFolders.has(name));
  if (folder !== undefined) return `${folder} configures tools that act on this workspace`;
  const environment = folded.find((name) => name.startsWith('.env'));
  if (environment !== undefined) return `${environment} can change the environment of programs`;
  if (folded.some((name, at) => name === '.github' && folded[at + 1] === 'workflows')) {
    return 'workflows run on the build machine';
  }
  if (last.endsWith('.code-workspace')) return 'a workspace file configures the editor';
  if (last.startsWith('.yarnrc') || tickFiles.has(last)) return `${last} configures tools that act on this workspace`;
  return lockFiles.has(last) ? 'a lock file decides which packages are installed' : undefined;
}
