import { withHunks, type ChangeHunk } from '../../core/changeHunk';
import type { TreeEntry } from '../snapshot/readObjects';

/** What choosing hunks reads of the snapshot repository. */
export interface HunkReads {
  listHunks(base: string, result: string): Promise<readonly ChangeHunk[]>;
}

type ReadBlob = (oid: string) => Uint8Array;

/**
 * A file's content once only the accepted hunks are taken: a `readBlob` that gives this for the result. Everything else that
 * is planned for a file (three-way merge, form, mode) goes on from there. A file without both sides is taken as a whole.
 */
export async function withChosenHunks(
  store: HunkReads,
  readBlob: ReadBlob,
  base: TreeEntry | undefined,
  result: TreeEntry | undefined,
  accepted: readonly number[] | undefined,
): Promise<ReadBlob> {
  if (accepted === undefined || base === undefined || result === undefined || base.oid === result.oid) return readBlob;
  const hunks = await store.listHunks(base.oid, result.oid);
  const latin1 = (oid: string) => Buffer.from(readBlob(oid)).toString('latin1');
  const chosen = withHunks(latin1(base.oid), latin1(result.oid), hunks, new Set(accepted));
  if (hunks.length === 0) return readBlob;
  const bytes = Buffer.from(chosen, 'latin1');
  return (oid) => (oid === result.oid ? bytes : readBlob(oid));
}
