import type { Disposable } from 'vscode';
import { commandIds } from '../contributions';
import type { Deps } from '../shell';
import { registerCommand } from './register';
import { runIdOf } from './target';

/** MAO: Cancel Run. Lets the models of the named run, or of every run of this window, come to an end, and the run with them. */
export function registerCancelRun(deps: Deps): Disposable {
  return registerCommand(deps, commandIds.cancel, (shell, argument) => shell.conductor.cancel(runIdOf(argument)));
}
