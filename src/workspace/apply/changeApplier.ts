import type { ChangeApplier } from '../../core/ports/changeApplier';
import { beginApply } from './beginApply';
import { DiskTransaction } from './diskTransaction';
import { planApply, type PlanApplyOptions } from './planApply';
import { foldersMade, planRevert } from './planRevert';
import { diskWriter, type FileWriter } from './workspaceFile';

/** What an applier works with. `stateDirectory` is MAO's folder of the workspace; pre-images lie there, per run. */
export interface ChangeApplierOptions extends PlanApplyOptions {
  readonly stateDirectory: string;
  readonly writer?: FileWriter;
}

/** Brings change sets into the workspace and takes them out again. */
export function createChangeApplier(options: ChangeApplierOptions): ChangeApplier {
  const { workspace, stateDirectory, guard, writer = diskWriter } = options;
  return {
    plan: (changes, selection, unsaved) => planApply(options, changes, selection, unsaved),
    planRevert: (runId) => planRevert(workspace, stateDirectory, guard, runId),
    begin: async (plan, kind) => {
      const emptied = kind === 'revert' ? await foldersMade(stateDirectory, plan.runId) : [];
      const stored = await beginApply(workspace, stateDirectory, plan, kind);
      return new DiskTransaction({ workspace, guard, writer }, stored, plan.edits, emptied);
    },
  };
}
