import type { Disposable } from 'vscode';
import { commandIds } from '../contributions';
import type { Deps } from '../shell';
import { registerCommand } from './register';
import { findingIdOf } from './target';

/** Takes back that a finding was dismissed. Argument: its row of the Findings view. */
export function registerRestoreFinding(deps: Deps): Disposable {
  return registerCommand(deps, commandIds.restoreFinding, async (shell, argument) => {
    shell.assertTrusted();
    const id = findingIdOf(argument);
    if (id !== undefined) await shell.findings.restore(id);
  });
}
