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

/** A whole index. `tree` is the tree of all its entries where git noted it there and no entry changed since. */
export interface Index {
  readonly entries: readonly IndexEntry[];
  readonly tree: string | undefined;
}

/**
 * Reads an index file of version 2 or 3 (gitformat-index(5)), an order of magnitude faster than a process
 * that prints them. Undefined for what it does not know: other versions, and indexes of which a part is elsewhere (split) or
 * folded (sparse).
 */
export function readIndex(bytes: Buffer, objectFormat: 'sha1' | 'sha256'): Index | undefined {
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
  const extensions = readExtensions(bytes.subarray(at, bytes.length - oidLength));
  // Entries that are elsewhere (`link`), or folded to whole folders (`sdir`).
  if (extensions.has('link') || extensions.has('sdir')) return undefined;
  return { entries, tree: readRootTree(extensions.get('TREE'), oidLength) };
}

function readExtensions(bytes: Buffer): ReadonlyMap<string, Buffer> {
  const extensions = new Map<string, Buffer>();
  for (let at = 0; at + 8 <= bytes.length;) {
    const end = at + 8 + bytes.readUInt32BE(at + 4);
    extensions.set(bytes.toString('latin1', at, at + 4), bytes.subarray(at + 8, end));
    at = end;
  }
  return extensions;
}

/** The first node of the cached tree: an empty name, how many entries it covers (-1: no longer), its subtrees, its object. */
function readRootTree(cached: Buffer | undefined, oidLength: number): string | undefined {
  if (cached?.[0] !== 0) return undefined;
  const end = cached.indexOf('\n');
  const covers = end < 0 ? undefined : /^(\d+) \d+$/.exec(cached.toString('latin1', 1, end));
  const oid = cached.subarray(end + 1, end + 1 + oidLength);
  return covers && oid.length === oidLength ? oid.toString('hex') : undefined;
}
