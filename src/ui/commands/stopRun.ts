import type { Disposable } from 'vscode';
import { commandIds } from '../contributions';
import type { Deps } from '../shell';
import { registerCommand } from './register';
import { runIdOf } from './target';

/** MAO: Stop Run Now. Ends every process of the named run, or of every run of this window, at once. */
export function registerStopRun(deps: Deps): Disposable {
  return registerCommand(deps, commandIds.stop, (shell, argument) => shell.conductor.stop(runIdOf(argument)));
}
