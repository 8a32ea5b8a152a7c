import { FailureError } from '../../core/failure';
import { errorCode } from './atomicFile';

/** What to do about an error of the disk under MAO's folders, by its code. */
const advice: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk is full. Free some space, then run again.',
  EDQUOT: 'Your disk quota is used up. Free some space, then run again.',
  EROFS: 'The disk is read-only. MAO writes into the workspace, so it needs a writable one.',
  // Node says ENOENT for a folder that it could not make on a read-only disk.
  ENOENT: 'The disk is read-only, or the folder is gone. MAO writes into the workspace, so it needs a writable one.',
  ENOTDIR: 'A file stands where a folder should be. Move it away, then run again.',
  EACCES: 'You may not write there. Give yourself write access to the folder.',
  EPERM: 'You may not write there. Give yourself write access to the folder.',
  EMFILE: 'Too many files are open. Close some programs, or raise the limit (ulimit -n).',
  ENFILE: 'Too many files are open. Close some programs, or raise the limit (ulimit -n).',
};

/** An error of the disk under MAO's state as a failure that says what to do. */
export function stateFailure(path: string, cause: unknown): FailureError {
  const code = errorCode(cause) ?? 'unknown error';
  const what = advice[code] ?? (cause instanceof Error ? cause.message : String(cause));
  return new FailureError({ code: 'crashed', message: `MAO can not write ${path} (${code}). ${what}` }, { cause });
}
