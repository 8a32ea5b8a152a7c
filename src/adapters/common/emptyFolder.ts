import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FailureError } from '../../core/failure';

/** Does something in a new empty folder, which is removed after it; a `FailureError` where none can be made. */
export async function inEmptyFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'mao-doctor-')).catch((cause: unknown) => {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error';
    const message = `It was not looked at, as no temporary folder can be made in ${tmpdir()} (${code}). Free some space there, or set TMPDIR to a folder that you may write to.`;
    throw new FailureError({ code: 'crashed', message }, { cause });
  });
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
