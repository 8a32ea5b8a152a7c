import type { Plan } from '../core/plan';
import type { SnapshotStore } from '../core/ports/snapshotStore';
import { contractOwner } from '../synthesis/contractOwner';
import { mergeWorkstreams, type ConflictResolver, type MergeCache } from '../synthesis/mergeWorkstreams';
import type { FinishedWorkstream } from './candidate';
import { keepingMerges } from './keptMerges';
import { memoizedMergeBase, type MergeBase } from './mergeBase';
import { maoAuthor } from './modelAuthor';
import { orchestratorResolver } from './resolveConflicts';
import type { Emit } from './runEmitter';
import type { RunContext } from './runDependencies';

/** How a run joins workstreams onto its snapshot. `trial` is for a look only: it asks no model and tells of nothing. */
export interface RunMerges {
  readonly merge: MergeBase;
  readonly trial: MergeBase;
}

const askNobody: ConflictResolver = () => Promise.resolve(undefined);
const tellNobody: Emit = () => undefined;

/** Joins finished workstreams onto the snapshot; every conflict is asked about once in the run. */
export function runMerges(context: RunContext, plan: Plan, snapshot: string, workdir: string): RunMerges {
  const cache: MergeCache = new Map();
  const store = keepingMerges(context.store, context.resumed?.store);
  const mergeWith = (how: () => { store: SnapshotStore; resolve: ConflictResolver; cache: MergeCache; emit: Emit }) =>
    memoizedMergeBase(async (finished: readonly FinishedWorkstream[]) => {
      if (finished.length === 0) return snapshot;
      const merged = await mergeWorkstreams({
        base: snapshot,
        candidates: finished.map(({ key, section, workstream, model, commit, summary }) => ({
          ...{ key, section, model, commit, summary },
          workstream: workstream.id,
          brief: workstream.brief,
        })),
        ownerOf: (path) => contractOwner(plan, path),
        author: maoAuthor,
        ...how(),
      });
      return merged.commit;
    });
  const resolve = orchestratorResolver(context, plan, workdir);
  return {
    merge: mergeWith(() => ({ store, resolve, cache, emit: context.emit })),
    // What was settled holds here too; what is settled here by the owner's rule alone must not hold in the run.
    trial: mergeWith(() => ({
      ...{ store: context.store, resolve: askNobody, cache: new Map(cache), emit: tellNobody },
    })),
  };
}
