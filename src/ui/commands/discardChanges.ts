import { l10n, window, type Disposable } from 'vscode';
import { hasOpenChanges, runTitle } from '../../presentation/runView';
import { commandIds } from '../contributions';
import type { Deps } from '../shell';
import { registerCommand } from './register';
import { targetRun } from './target';

/** MAO: Discard Changes. Sends a proposal away; it can still be reviewed and applied until its run is deleted. */
export function registerDiscardChanges(deps: Deps): Disposable {
  return registerCommand(deps, commandIds.discard, async (shell, argument) => {
    const state = await targetRun(shell, argument, shell.choice.current());
    if (!hasOpenChanges(state)) return;
    await shell.actions.discard(state);
    const undo = l10n.t('Discarded the changes of {0}. The Runs view still has them.', runTitle(state));
    window.setStatusBarMessage(undo, 8000);
  });
}
