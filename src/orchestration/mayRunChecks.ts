import type { CheckCommand } from '../core/ports/approver';
import { checksFingerprint } from '../synthesis/checksFingerprint';
import type { RunContext } from './runDependencies';

const kind = 'checks';

type ApprovalContext = Pick<RunContext, 'approvals' | 'approver' | 'logger' | 'signal'>;

/**
 * Whether exactly these commands may run in this workspace: the user is asked once, in whichever shell, and again when one byte
 * of them has changed. An approval that can not be kept holds for this run.
 */
export async function mayRunChecks(context: ApprovalContext, commands: readonly CheckCommand[]): Promise<boolean> {
  const { approvals, approver, logger, signal } = context;
  const subject = checksFingerprint(commands);
  if (await approvals.isApproved(kind, subject)) return true;
  if (!(await approver.approveChecks(commands, signal))) return false;
  try {
    await approvals.approve(kind, subject);
  } catch (cause) {
    logger.error('An approval could not be kept', cause);
  }
  return true;
}
