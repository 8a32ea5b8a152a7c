import type { Disposable } from 'vscode';
import { commandIds } from '../contributions';
import type { Deps } from '../shell';
import { registerCommand } from './register';
import { runIdOf } from './target';

/** MAO: Cancel Run. The named run, or every run of this window. */
export function registerCancelRun(deps: Deps): Disposable {
  return registerCommand(deps, commandIds.cancel, (shell, argument) => shell.conductor.cancel(runIdOf(argument)));
}
