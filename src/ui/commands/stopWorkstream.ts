import type { Disposable } from 'vscode';
import { commandIds } from '../contributions';
import type { Deps } from '../shell';
import { registerCommand } from './register';
import { targetColumn } from './target';

/** MAO: Stop Workstream Now. Ends the model at a workstream at once; what it wrote is kept. */
export function registerStopWorkstream(deps: Deps): Disposable {
  return registerCommand(deps, commandIds.stopWorkstream, async (shell, argument) => {
    const target = await targetColumn(shell, argument, 'stop-workstream');
    if (target) shell.steering.end(target, 'stop');
  });
}
