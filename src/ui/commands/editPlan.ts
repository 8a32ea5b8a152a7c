import type { Disposable } from 'vscode';
import { commandIds } from '../contributions';
import type { Deps } from '../shell';
import { pendingPlan } from '../plan/planTarget';
import { registerCommand } from './register';

/** Opens the waiting plan as a document. */
export function registerEditPlan(deps: Deps): Disposable {
  return registerCommand(deps, commandIds.editPlan, async (shell, argument) => {
    const pending = pendingPlan(shell, argument);
    if (pending) await shell.planEditor.open(pending);
  });
}
