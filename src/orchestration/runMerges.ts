import type { Plan } from '../core/plan';
import { mergeWorkstreams, type MergeCache } from '../synthesis/mergeWorkstreams';
import { contractOwner } from '../synthesis/contractOwner';
import type { FinishedWorkstream } from './candidate';
import { keepingMerges } from './keptMerges';
import { memoizedMergeBase, type MergeBase } from './mergeBase';
import { maoAuthor } from './modelAuthor';
import { orchestratorResolver } from './resolveConflicts';
import type { RunContext } from './runDependencies';

/** Joins finished workstreams onto the snapshot; every conflict is asked about once in the run. */
export function runMerges(context: RunContext, plan: Plan, snapshot: string, workdir: string): MergeBase {
  const cache: MergeCache = new Map();
  const store = keepingMerges(context.store, context.resumed?.store);
  const resolve = orchestratorResolver(context, plan, workdir);
  return memoizedMergeBase(async (finished: readonly FinishedWorkstream[]) => {
    if (finished.length === 0) return snapshot;
    const merged = await mergeWorkstreams({
      store,
      base: snapshot,
      candidates: finished.map(({ key, section, workstream, model, commit, summary }) => ({
        key,
        section,
        workstream: workstream.id,
        brief: workstream.brief,
        model,
        commit,
        summary,
      })),
      resolve,
      ownerOf: (path) => contractOwner(plan, path),
      author: maoAuthor,
      cache,
      emit: context.emit,
    });
    return merged.commit;
  });
}
