import type { WorktreeFiles } from '../../core/ports/worktreeFiles';

const atOnce = 16;

/** The texts of these files of a worktree, by path; what is no text is left out. */
export async function readCode(files: WorktreeFiles, paths: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  for (let at = 0; at < paths.length; at += atOnce) {
    const batch = paths.slice(at, at + atOnce);
    const found = await Promise.all(batch.map(async (path) => ({ path, file: await files.find(path) })));
    for (const { path, file } of found) if (file.kind === 'text') texts.set(path, file.text);
  }
  return texts;
}
