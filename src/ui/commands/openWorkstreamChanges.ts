import type { Disposable } from 'vscode';
import { commandIds } from '../contributions';
import type { Deps } from '../shell';
import { registerCommand } from './register';
import { targetColumn } from './target';

/** MAO: Open Changes of Workstream. What the run proposes of one workstream's files. */
export function registerOpenWorkstreamChanges(deps: Deps): Disposable {
  return registerCommand(deps, commandIds.openWorkstreamChanges, async (shell, argument) => {
    const target = await targetColumn(shell, argument, 'open-diff');
    if (target) await shell.steering.openChanges(target);
  });
}
