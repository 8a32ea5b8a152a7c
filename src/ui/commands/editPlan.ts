import type { Disposable } from 'vscode';
import { commandIds } from '../contributions';
import type { Deps } from '../shell';
import { registerCommand } from './register';
import { runIdOf } from './target';

/** Opens the waiting plan as a document. */
export function registerEditPlan(deps: Deps): Disposable {
  return registerCommand(deps, commandIds.editPlan, async (shell, argument) => {
    const pending = shell.approvals.find(runIdOf(argument));
    if (pending) await shell.planEditor.open(pending, (await shell.engine()).runDirectory(pending.runId));
  });
}
