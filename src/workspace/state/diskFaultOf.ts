import { existsSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { isDiskFault } from '../../core/diskFault';
import { FailureError } from '../../core/failure';
import { stateFailure } from './stateFailure';

/** More than a file system keeps for what it has begun. */
const probeBytes = 1024 * 1024;

/**
 * What really failed when work in `folder` did: git says in words only that it could not write, so the disk itself is
 * asked. A failure that says what to do when the disk takes nothing; else the cause as it is.
 */
export async function diskFaultOf(folder: string, cause: unknown): Promise<unknown> {
  if (cause instanceof FailureError) return cause;
  if (isDiskFault(cause)) return stateFailure(folder, cause);
  try {
    await probe(folder);
    return cause;
  } catch (fault) {
    return stateFailure(folder, fault);
  }
}

async function probe(folder: string): Promise<void> {
  let there = folder;
  while (!existsSync(there) && dirname(there) !== there) there = dirname(there);
  const path = join(there, `.mao-probe-${randomUUID()}`);
  const file = await open(path, 'wx');
  try {
    await file.writeFile(Buffer.alloc(probeBytes));
    await file.datasync();
  } finally {
    await file.close();
    await rm(path, { force: true });
  }
}
