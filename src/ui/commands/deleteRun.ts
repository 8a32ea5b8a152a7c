import type { Disposable } from 'vscode';
import { commandIds } from '../contributions';
import type { Deps } from '../shell';
import { registerCommand } from './register';
import { runIdOf } from './target';

/** Deletes a run for good, after a question, with everything that is kept of it. */
export function registerDeleteRun(deps: Deps): Disposable {
  return registerCommand(deps, commandIds.deleteRun, async (shell, argument) => {
    const runId = runIdOf(argument);
    if (runId === undefined) return;
    shell.assertTrusted(); // git is started for its commits
    if (!(await shell.removeRun(runId))) return;
    shell.workstreams.refresh();
    shell.runHistory.refresh();
  });
}
