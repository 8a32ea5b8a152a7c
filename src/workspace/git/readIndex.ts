/** One entry of a git index. `path` in git's bytes, from the repository's top. */
export interface IndexEntry {
  readonly path: string;
  readonly gitlink: boolean;
  /** Git was told not to look at the file (skip-worktree, assume-unchanged). */
  readonly unwatched: boolean;
}

const assumeValid = 0x8000;
const isExtended = 0x4000;
const skipWorktree = 0x4000;
const typeMask = 0xf000;
const gitlinkType = 0xe000;

/**
 * Reads the entries of an index file of version 2 or 3 (gitformat-index(5)), an order of magnitude faster than a process
 * that prints them. Undefined for what it does not know: other versions, and indexes of which a part is elsewhere (split) or
 * folded (sparse).
 */
export function readIndex(bytes: Buffer, objectFormat: 'sha1' | 'sha256'): IndexEntry[] | undefined {
  const oidLength = objectFormat === 'sha1' ? 20 : 32;
  if (bytes.length < 12 + oidLength || bytes.toString('latin1', 0, 4) !== 'DIRC') return undefined;
  const version = bytes.readUInt32BE(4);
  if (version !== 2 && version !== 3) return undefined;
  const entries: IndexEntry[] = [];
  let at = 12;
  for (let count = bytes.readUInt32BE(8); count > 0; count--) {
    const flagsAt = at + 40 + oidLength;
    if (flagsAt + 4 > bytes.length) return undefined;
    const flags = bytes.readUInt16BE(flagsAt);
    const extended = (flags & isExtended) !== 0;
    const more = extended ? bytes.readUInt16BE(flagsAt + 2) : 0;
    const nameAt = flagsAt + (extended ? 4 : 2);
    const end = bytes.indexOf(0, nameAt);
    if (end < 0) return undefined;
    entries.push({
      path: bytes.toString('latin1', nameAt, end),
      gitlink: (bytes.readUInt16BE(at + 26) & typeMask) === gitlinkType,
      unwatched: (flags & assumeValid) !== 0 || (more & skipWorktree) !== 0,
    });
    at += (nameAt - at + (end - nameAt) + 8) & ~7;
  }
  return hasOtherParts(bytes, at, oidLength) ? undefined : entries;
}

/** Whether extensions say that entries are elsewhere (`link`) or stand for whole folders (`sdir`). */
function hasOtherParts(bytes: Buffer, start: number, oidLength: number): boolean {
  let at = start;
  while (at + 8 <= bytes.length - oidLength) {
    const name = bytes.toString('latin1', at, at + 4);
    if (name === 'link' || name === 'sdir') return true;
    at += 8 + bytes.readUInt32BE(at + 4);
  }
  return false;
}
