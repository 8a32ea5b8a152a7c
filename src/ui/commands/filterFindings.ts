import type { Disposable } from 'vscode';
import { commandIds } from '../contributions';
import type { Deps } from '../shell';
import { registerCommand } from './register';

/** MAO: Filter Findings. Asks which severities, dimensions and models the Findings view shows. */
export function registerFilterFindings(deps: Deps): Disposable {
  return registerCommand(deps, commandIds.filterFindings, (shell) => shell.findingsTree.askFilter());
}

/** MAO: Clear Filter of Findings. */
export function registerClearFindingFilter(deps: Deps): Disposable {
  return registerCommand(deps, commandIds.clearFindingFilter, (shell) => shell.findingsTree.clearFilter());
}
