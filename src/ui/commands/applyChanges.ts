import type { Disposable } from 'vscode';
import { commandIds } from '../contributions';
import type { Deps } from '../shell';
import { registerCommand } from './register';
import { targetRun } from './target';

/** MAO: Apply Changes. Writes the ticked files of a run into the workspace. */
export function registerApplyChanges(deps: Deps): Disposable {
  return registerCommand(deps, commandIds.apply, async (shell, argument) => {
    shell.assertTrusted();
    const state = await targetRun(shell, argument, shell.choice.current());
    await shell.actions.apply(state);
  });
}
