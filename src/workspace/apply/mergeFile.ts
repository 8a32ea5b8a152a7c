import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mustSucceed, type Git } from '../git/git';

/** Both changes of a text joined; with conflict markers when `clean` is false. */
export interface MergedFile {
  readonly clean: boolean;
  readonly bytes: Uint8Array;
}

/** Joins what the user (`ours`) and the run (`theirs`) did to `base`; undefined for binary content, which can not be joined. */
export async function mergeFile(
  git: Git,
  ours: Uint8Array,
  base: Uint8Array,
  theirs: Uint8Array,
): Promise<MergedFile | undefined> {
  if ([ours, base, theirs].some((bytes) => bytes.includes(0))) return undefined;
  const folder = await mkdtemp(join(tmpdir(), 'mao-merge-'));
  try {
    await Promise.all([
      writeFile(join(folder, 'ours'), ours),
      writeFile(join(folder, 'base'), base),
      writeFile(join(folder, 'theirs'), theirs),
    ]);
    const labels = ['workspace', 'snapshot', 'MAO'].flatMap((label) => ['-L', label]);
    const args = ['merge-file', '-p', ...labels, 'ours', 'base', 'theirs'];
    const env = { GIT_CEILING_DIRECTORIES: folder };
    const merged = await git.own({ cwd: folder, env, args });
    // the exit code is the number of conflicts, at most 127; above that git failed
    if (merged.exitCode > 127) await mustSucceed(Promise.resolve(merged), 'merge a file');
    return { clean: merged.exitCode === 0, bytes: merged.stdout };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
