import type { Engine } from '../orchestration/engine';
import type { ApplyPlan } from '../core/ports/changeApplier';

/** Writes a planned change set into the workspace: all of it, or nothing. */
export async function applyToDisk(engine: Pick<Engine, 'beginApply'>, plan: ApplyPlan): Promise<ApplyPlan> {
  if (plan.edits.length === 0) return plan;
  const transaction = await engine.beginApply(plan, 'apply');
  try {
    await transaction.writeToDisk();
    await transaction.commit();
    return plan;
  } catch (cause) {
    await transaction.rollback();
    throw cause;
  }
}
