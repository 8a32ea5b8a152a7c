import { randomBytes } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDiskFault } from '../../core/diskFault';
import type { FailureError } from '../../core/failure';
import { stateFailure } from './stateFailure';

const probeBytes = 64 * 1024;

/**
 * Whether the disk takes what MAO writes into these folders: a failure that says what to do when one of them refuses a small
 * file. For errors that do not tell, as those of git.
 */
export async function probeDisk(folders: readonly string[]): Promise<FailureError | undefined> {
  for (const folder of folders) {
    const file = join(folder, `.probe-${randomBytes(6).toString('hex')}`);
    try {
      await mkdir(folder, { recursive: true });
      await writeFile(file, Buffer.alloc(probeBytes, 1), { flush: true });
    } catch (cause) {
      if (isDiskFault(cause)) return stateFailure(folder, cause);
    } finally {
      await rm(file, { force: true }).catch(() => undefined);
    }
  }
  return undefined;
}
