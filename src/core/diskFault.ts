/** The system's codes for: no room, no right to write at all, no file handles left, a disk that fails. */
const diskFaults: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EFBIG', 'EIO', 'EMFILE', 'ENFILE']);

/** Whether an error, or what caused it, says that the disk takes no more: no model and no second try would help. */
export function isDiskFault(thrown: unknown): boolean {
  for (let error = thrown; error instanceof Error; error = error.cause) {
    if ('code' in error && diskFaults.has(error.code)) return true;
  }
  return false;
}
