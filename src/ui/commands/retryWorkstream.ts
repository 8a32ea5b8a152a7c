import type { Disposable } from 'vscode';
import { commandIds } from '../contributions';
import type { Deps } from '../shell';
import { registerCommand } from './register';
import { targetColumn } from './target';

/** MAO: Retry Workstream. Gives a workstream to another model, which goes on with what is there. */
export function registerRetryWorkstream(deps: Deps): Disposable {
  return registerCommand(deps, commandIds.retryWorkstream, async (shell, argument) => {
    const target = await targetColumn(shell, argument, 'retry-workstream');
    if (target) await shell.steering.retry(target);
  });
}
