import { errorCode } from '../workspace/state/atomicFile';
import { stateFailure } from '../workspace/state/stateFailure';

const writing: ReadonlySet<unknown> = new Set(['mkdir', 'write', 'rename', 'unlink', 'copyfile', 'rm', 'fsync']);

/** What the file system refused, in words; undefined for anything else that was thrown. */
export function systemErrorText(cause: unknown): string | undefined {
  if (!(cause instanceof Error) || errorCode(cause) === undefined || !('syscall' in cause)) return undefined;
  const path = 'path' in cause && typeof cause.path === 'string' ? cause.path : undefined;
  if (path !== undefined && writing.has(cause.syscall)) return stateFailure(path, cause).failure.message;
  return `The file system refused: ${cause.message}.`;
}
