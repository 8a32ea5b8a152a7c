import { Uri } from 'vscode';
import type { PendingPlan } from '../approval/planApprovals';
import { runIdOf } from '../commands/target';
import type { Shell } from '../shell';

/** The waiting plan that a command's argument means: by run, by node, by its document; without any, the newest. */
export function pendingPlan(shell: Shell, argument: unknown): PendingPlan | undefined {
  if (argument instanceof Uri) return shell.approvals.findByDocument(argument);
  return shell.approvals.find(runIdOf(argument));
}

/** What a plan is to be like instead, where a command's argument says it already. */
export function wishOf(argument: unknown): string | undefined {
  if (typeof argument !== 'object' || argument === null || !('wish' in argument)) return undefined;
  return typeof argument.wish === 'string' ? argument.wish : undefined;
}
