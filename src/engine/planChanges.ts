import type { ChangeSet } from '../core/changeSet';
import type { ApplyPlan, ApplySelection } from '../core/ports/changeApplier';
import { UsageError } from '../core/usageError';
import type { EngineParts } from './engineParts';

/** Which changes of which run; `unsaved`: the bytes of files that an editor holds unsaved. */
export type ChangesAsked = readonly [
  runId: string,
  changes: Pick<ChangeSet, 'files' | 'refused'>,
  selection: ApplySelection,
  unsaved?: (path: string) => Uint8Array | undefined,
];

/** Plans a run's changes against the workspace as it is now; a `UsageError` when the run's commits are gone. */
export async function planChanges(
  parts: EngineParts,
  ...[runId, changes, selection, unsaved]: ChangesAsked
): Promise<ApplyPlan> {
  const store = await parts.store(runId);
  const [base, result] = await Promise.all([store.getRef('snapshot'), store.getRef('result')]);
  if (base === undefined || result === undefined) {
    throw new UsageError(
      `The commits of run ${runId} are gone from MAO's snapshot repository, so it can not be applied. Run it again.`,
    );
  }
  return (await parts.applier(runId)).plan({ runId, base, result, ...changes }, selection, unsaved);
}
