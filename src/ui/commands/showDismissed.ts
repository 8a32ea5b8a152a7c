import type { Disposable } from 'vscode';
import { commandIds } from '../contributions';
import type { Deps } from '../shell';
import { registerCommand } from './register';

/** MAO: Show Dismissed Findings, at the end of the Findings view. */
export function registerShowDismissed(deps: Deps): Disposable {
  return registerCommand(deps, commandIds.showDismissed, (shell) => shell.findingsTree.showDismissed(true));
}

/** MAO: Hide Dismissed Findings. */
export function registerHideDismissed(deps: Deps): Disposable {
  return registerCommand(deps, commandIds.hideDismissed, (shell) => shell.findingsTree.showDismissed(false));
}
