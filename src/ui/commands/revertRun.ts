import type { Disposable } from 'vscode';
import { commandIds } from '../contributions';
import type { Deps } from '../shell';
import { registerCommand } from './register';
import { targetRun } from './target';

/** MAO: Revert Run. Brings back what the workspace held before a run was applied. */
export function registerRevertRun(deps: Deps): Disposable {
  return registerCommand(deps, commandIds.revert, async (shell, argument) => {
    shell.assertTrusted();
    const state = await targetRun(
      shell,
      argument,
      shell.runs.newest((run) => run.applied !== undefined),
    );
    await shell.actions.revert(state);
  });
}
