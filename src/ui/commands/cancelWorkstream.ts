import type { Disposable } from 'vscode';
import { commandIds } from '../contributions';
import type { Deps } from '../shell';
import { registerCommand } from './register';
import { targetColumn } from './target';

/** MAO: Cancel Workstream. Lets the model at a workstream come to an end; what it wrote is kept. */
export function registerCancelWorkstream(deps: Deps): Disposable {
  return registerCommand(deps, commandIds.cancelWorkstream, async (shell, argument) => {
    const target = await targetColumn(shell, argument, 'cancel-workstream');
    if (target) shell.steering.end(target, 'cancel');
  });
}
