import type { Disposable } from 'vscode';
import { commandIds } from '../contributions';
import type { Deps } from '../shell';
import { registerCommand } from './register';
import { targetRun } from './target';

/** MAO: Discard Changes. Sends a proposal away; it can still be reviewed and applied until its run is deleted. */
export function registerDiscardChanges(deps: Deps): Disposable {
  return registerCommand(deps, commandIds.discard, async (shell, argument) => {
    await shell.actions.discard(await targetRun(shell, argument, shell.choice.current()));
  });
}
