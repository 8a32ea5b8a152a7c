import type { Disposable } from 'vscode';
import { commandIds } from '../contributions';
import type { Deps } from '../shell';
import { registerCommand } from './register';
import { lineOf, pathOf, targetRun } from './target';

/** Opens the difference of one file of a run. */
export function registerOpenDiff(deps: Deps): Disposable {
  return registerCommand(deps, commandIds.openDiff, async (shell, argument) => {
    const path = pathOf(argument);
    if (path !== undefined) {
      await shell.actions.openDiff(await targetRun(shell, argument, shell.choice.current()), path, lineOf(argument));
    }
  });
}
