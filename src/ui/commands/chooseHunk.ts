import type { Disposable } from 'vscode';
import { commandIds } from '../contributions';
import type { Deps } from '../shell';
import { registerCommand } from './register';

/** Accepts one hunk of a proposed file again. */
export function registerAcceptHunk(deps: Deps): Disposable {
  return registerCommand(deps, commandIds.acceptHunk, (shell, argument) => shell.actions.chooseHunk(argument, true));
}

/** Refuses one hunk of a proposed file: Apply leaves it out. */
export function registerRefuseHunk(deps: Deps): Disposable {
  return registerCommand(deps, commandIds.refuseHunk, (shell, argument) => shell.actions.chooseHunk(argument, false));
}
