import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from './atomicFile';
import { stateFailure } from './stateFailure';

/** MAO's state folder of a workspace. */
export function stateFolderOf(workspace: string): string {
  return join(workspace, '.mao');
}

/** The folder of one run below the state folder. */
export function runFolder(stateFolder: string, runId: string): string {
  return join(stateFolder, 'runs', runId);
}

/** Makes `folder` inside the state folder, which hides itself from git; rejects with a `FailureError` when the disk refuses. */
export async function ensureStateFolder(stateFolder: string, folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(join(stateFolder, '.gitignore'), '*\n', { flag: 'wx' });
  } catch (cause) {
    if (errorCode(cause) !== 'EEXIST') throw stateFailure(folder, cause);
  }
}
