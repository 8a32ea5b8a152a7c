import type { Disposable } from 'vscode';
import { commandIds } from '../contributions';
import type { Deps } from '../shell';
import { registerCommand } from './register';
import { targetRun } from './target';

/** Opens the run panel, and shows the run's files in the Changes view. */
export function registerOpenRun(deps: Deps): Disposable {
  return registerCommand(deps, commandIds.openRun, async (shell, argument) => {
    const { runId } = await targetRun(shell, argument);
    shell.choice.pick(runId);
    shell.panels.open(runId);
  });
}
