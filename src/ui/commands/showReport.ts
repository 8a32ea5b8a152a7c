import type { Disposable } from 'vscode';
import { commandIds } from '../contributions';
import type { Deps } from '../shell';
import { showReport } from '../showReport';
import { registerCommand } from './register';
import { targetRun } from './target';

/** MAO: Show Report. The report of the named run, of the one in front, or of the newest. */
export function registerShowReport(deps: Deps): Disposable {
  return registerCommand(deps, commandIds.showReport, async (shell, argument) => {
    const state = await targetRun(shell, argument);
    await showReport(await shell.engine(), state.runId);
  });
}
