import type { Disposable } from 'vscode';
import { commandIds } from '../contributions';
import type { Deps } from '../shell';
import { pendingPlan } from '../plan/planTarget';
import { registerCommand } from './register';

/** Turns the waiting plan down, which ends its run. */
export function registerCancelPlan(deps: Deps): Disposable {
  return registerCommand(deps, commandIds.cancelPlan, (shell, argument) => {
    const pending = pendingPlan(shell, argument);
    if (pending) shell.approvals.answer(pending.runId, undefined);
  });
}
