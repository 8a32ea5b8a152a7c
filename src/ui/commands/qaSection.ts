import type { Disposable } from 'vscode';
import { commandIds } from '../contributions';
import type { Deps } from '../shell';
import { registerCommand } from './register';
import { runSections } from './runSections';

/** MAO: QA Section. Reviews the code of sections, writing nothing; arguments as for Develop Section. */
export function registerQaSection(deps: Deps): Disposable {
  return registerCommand(deps, commandIds.qa, (shell, argument) => runSections(shell, 'qa', argument));
}
