import { commands, type Disposable } from 'vscode';
import { commandIds } from '../contributions';
import type { Deps } from '../shell';
import { registerCommand } from './register';

/** MAO: Get Started. Opens the walkthrough. */
export function registerGetStarted(deps: Deps): Disposable {
  return registerCommand(deps, commandIds.getStarted, async () => {
    await commands.executeCommand('workbench.action.openWalkthrough', `${deps.context.extension.id}#start`, false);
  });
}
