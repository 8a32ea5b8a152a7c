import { constants } from 'node:fs';
import { mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { FoundFile, OpenWorktree } from '../../core/ports/worktreeFiles';
import { createPathGuard } from '../paths/pathGuard';
import { isMissing } from '../state/atomicFile';

/** The largest file that is read for a model, in bytes. */
const maxBytes = 4 * 1024 * 1024;

/** Files of a worktree, each path judged by a guard of that folder, again right before it is written. */
export const openWorktreeFiles: OpenWorktree = (folder) => {
  const guard = createPathGuard({
    workspace: folder,
    gitDirectories: [join(folder, '.git')],
    stateDirectory: join(folder, '.mao'),
  });
  const refusal = async (path: string): Promise<string | undefined> => {
    const verdict = await guard.judge(path);
    return verdict.kind === 'refused' ? verdict.reason : undefined;
  };
  const assertAllowed = async (path: string): Promise<void> => {
    const reason = await refusal(path);
    if (reason !== undefined) throw new Error(`${path} can not be written: ${reason}.`);
  };

  return {
    async find(path) {
      const reason = await refusal(path);
      return reason === undefined ? readFound(join(folder, path)) : { kind: 'refused', reason };
    },
    async write(files) {
      for (const path of files.keys()) await assertAllowed(path);
      for (const [path, text] of files) {
        await assertAllowed(path);
        if (text === undefined) await rm(join(folder, path), { force: true });
        else await writeText(join(folder, path), text);
      }
    },
  };
};

async function readFound(file: string): Promise<FoundFile> {
  try {
    const { size } = await stat(file);
    if (size > maxBytes) return { kind: 'opaque', reason: `is larger than ${maxBytes} bytes` };
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await readFile(file));
    return text.includes('\0') ? opaque : { kind: 'text', text };
  } catch (error) {
    if (isMissing(error)) return { kind: 'none' };
    if (error instanceof TypeError) return opaque;
    throw error;
  }
}

const opaque = { kind: 'opaque', reason: 'is no UTF-8 text' } as const;

/** In place, so that the file's mode stays; a link that came since the guard looked is not followed. */
async function writeText(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const { O_WRONLY, O_CREAT, O_TRUNC, O_NOFOLLOW } = constants;
  // Windows knows no O_NOFOLLOW.
  const handle = await open(
    file,
    O_WRONLY | O_CREAT | O_TRUNC | (process.platform === 'win32' ? 0 : O_NOFOLLOW),
    0o666,
  );
  try {
    await handle.writeFile(text);
  } finally {
    await handle.close();
  }
}
