import type { Disposable } from 'vscode';
import { commandIds } from '../contributions';
import type { Deps } from '../shell';
import { registerCommand } from './register';
import { runSections } from './runSections';

/** MAO: Plan Section. Plans without writing code; arguments as for Develop Section. */
export function registerPlanSection(deps: Deps): Disposable {
  return registerCommand(deps, commandIds.plan, (shell, argument) => runSections(shell, 'plan', argument));
}
