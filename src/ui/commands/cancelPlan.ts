import type { Disposable } from 'vscode';
import { commandIds } from '../contributions';
import type { Deps } from '../shell';
import { registerCommand } from './register';
import { runIdOf } from './target';

/** Turns the waiting plan down, which ends its run. */
export function registerCancelPlan(deps: Deps): Disposable {
  return registerCommand(deps, commandIds.cancelPlan, (shell, argument) => {
    const pending = shell.approvals.find(runIdOf(argument));
    if (pending) shell.approvals.answer(pending.runId, undefined);
  });
}
