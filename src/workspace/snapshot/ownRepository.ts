import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mustSucceed, type Git } from '../git/git';
import { errorCode, writeFileAtomic } from '../state/atomicFile';

/** Where MAO keeps what belongs to one workspace. All paths absolute, all outside the workspace. */
export interface RepositoryLayout {
  readonly folder: string;
  readonly gitDirectory: string;
  readonly worktrees: string;
  readonly temporary: string;
  /** What worktrees' commits leave out beside what is ignored in the workspace. */
  readonly commitExcludes: string;
  /** The settings as `git init` made them; a model's worktree reaches the live ones, so these are put back. */
  readonly settings: string;
  readonly objectFormat: 'sha1' | 'sha256';
}

/** The places of a workspace's repository; `workspace` is a real path. */
export function repositoryLayout(
  dataDirectory: string,
  workspace: string,
  objectFormat: 'sha1' | 'sha256',
): RepositoryLayout {
  const folder = join(dataDirectory, createHash('sha256').update(workspace).digest('hex').slice(0, 24));
  const suffix = objectFormat === 'sha1' ? '' : `-${objectFormat}`;
  return {
    folder,
    gitDirectory: join(folder, `repository${suffix}.git`),
    worktrees: join(folder, 'worktrees'),
    temporary: join(folder, 'temporary'),
    commitExcludes: join(folder, 'commit-excludes'),
    settings: join(folder, `settings${suffix}`),
    objectFormat,
  };
}

/** Highest of all attribute files: bytes pass as they are, whatever the workspace's `.gitattributes` say. */
const attributes = '* -text -filter -ident !eol !working-tree-encoding\n';

/** Makes the repository unless it is there. Safe when two do so at once. */
export async function createRepository(git: Git, layout: RepositoryLayout, workspace: string): Promise<void> {
  if (existsSync(layout.settings) && existsSync(join(layout.gitDirectory, 'HEAD'))) return;
  await Promise.all([mkdir(layout.worktrees, { recursive: true }), mkdir(layout.temporary, { recursive: true })]);
  const draft = await mkdtemp(join(layout.temporary, 'init-'));
  const args = ['init', '-q', '--bare', '--template=', `--object-format=${layout.objectFormat}`, draft];
  await mustSucceed(git.own({ cwd: layout.folder, args }), 'create the snapshot repository');
  const settings = readFileSync(join(draft, 'config'));
  try {
    await rename(draft, layout.gitDirectory);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    const code = errorCode(error);
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST' && code !== 'EPERM') throw error;
  }
  await writeFileAtomic(layout.settings, settings);
  await writeFileAtomic(join(layout.folder, 'workspace.txt'), workspace + '\n');
}

/**
 * Puts back settings and attributes if somebody changed them: a model at work in a worktree can reach them, and git runs
 * commands that settings name.
 */
export async function restoreSettings(layout: RepositoryLayout): Promise<void> {
  const settings = readSmall(layout.settings);
  if (settings === undefined) return;
  await Promise.all([
    writeIfDifferent(join(layout.gitDirectory, 'config'), settings),
    writeIfDifferent(join(layout.gitDirectory, 'info', 'attributes'), attributes),
  ]);
}

/** Lets the repository read the objects of the user's repository without copying them. */
export async function borrowObjects(layout: RepositoryLayout, objects: string): Promise<void> {
  const file = join(layout.gitDirectory, 'objects', 'info', 'alternates');
  const entry = /["\\\n]/.test(objects) ? JSON.stringify(objects) : objects;
  const known = (readSmall(file) ?? '').split('\n').filter((line) => line !== '');
  if (known.includes(entry)) return;
  await writeFileAtomic(file, [...known, entry, ''].join('\n'));
}

/** Writes a small file only when its text is another one. */
export async function writeIfDifferent(file: string, text: string): Promise<void> {
  if (readSmall(file) !== text) await writeFileAtomic(file, text);
}

/** Small files of MAO's own are read at once: on a busy machine each turn of the event loop costs more than the file. */
function readSmall(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
