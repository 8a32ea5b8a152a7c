import type { ChangeHunk } from '../core/changeHunk';
import type { GitSnapshotStore } from '../workspace/snapshot/snapshotStore';

/** Where a run's version of a file differs from that of its snapshot; none for files that are new, gone or binary. */
export async function readHunks(store: GitSnapshotStore, path: string, from = path): Promise<readonly ChangeHunk[]> {
  const [base, result] = await Promise.all([store.getRef('snapshot'), store.getRef('result')]);
  if (base === undefined || result === undefined) return [];
  const entries = await store.listChanges(base, result);
  const before = entries.find((entry) => entry.path === from)?.before;
  const after = entries.find((entry) => entry.path === path)?.after;
  if (!before || !after || before.oid === after.oid) return [];
  return store.listHunks(before.oid, after.oid);
}
