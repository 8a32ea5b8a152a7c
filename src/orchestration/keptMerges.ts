import type { ResumableStore, SnapshotStore } from '../core/ports/snapshotStore';

const mergeName = (ours: string, theirs: string) => `merge/${ours}/${theirs}`;

/**
 * A store that keeps every merge under a name, so that a run that goes on (`earlier`: the store of before) builds on the same
 * commits and asks no model twice about the same conflict.
 */
export function keepingMerges(store: SnapshotStore, earlier: ResumableStore | undefined): SnapshotStore {
  return {
    ...store,
    merge: async (ours, theirs, author, message) => {
      const kept = await earlier?.getRef(mergeName(ours, theirs));
      if (kept !== undefined && (await earlier?.isWhole(kept, ours))) return { kind: 'clean', commit: kept };
      const merged = await store.merge(ours, theirs, author, message);
      if (merged.kind === 'clean') await store.setRef(mergeName(ours, theirs), merged.commit);
      return merged;
    },
    resolveMerge: async (merge, resolutions, author, message) => {
      const commit = await store.resolveMerge(merge, resolutions, author, message);
      await store.setRef(mergeName(merge.ours, merge.theirs), commit);
      return commit;
    },
  };
}
