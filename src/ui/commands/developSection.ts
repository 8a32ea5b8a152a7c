import type { Disposable } from 'vscode';
import { commandIds } from '../contributions';
import type { Deps } from '../shell';
import { registerCommand } from './register';
import { runSections } from './runSections';

/** MAO: Develop Section. Argument: sections in the user's words, or a section of the view; else the user is asked. */
export function registerDevelopSection(deps: Deps): Disposable {
  return registerCommand(deps, commandIds.develop, (shell, argument) => runSections(shell, 'develop', argument));
}
