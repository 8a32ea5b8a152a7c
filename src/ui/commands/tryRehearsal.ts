import type { Disposable } from 'vscode';
import { commandIds } from '../contributions';
import type { Deps } from '../shell';
import { registerCommand } from './register';

/** MAO: Try a Rehearsal. Opens a copy of the sample project in which the models are scripted. */
export function registerTryRehearsal(deps: Deps): Disposable {
  return registerCommand(deps, commandIds.tryRehearsal, (shell) => shell.rehearsal.begin());
}
