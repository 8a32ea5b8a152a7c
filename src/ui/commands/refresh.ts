import type { Disposable } from 'vscode';
import { commandIds } from '../contributions';
import type { Deps } from '../shell';
import { registerCommand } from './register';

/** Looks at the workspace anew: PRD, runs, CLIs. */
export function registerRefresh(deps: Deps): Disposable {
  return registerCommand(deps, commandIds.refresh, (shell) => {
    shell.workstreams.refresh();
    shell.models.refresh();
    shell.runHistory.refresh();
  });
}
