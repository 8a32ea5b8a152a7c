import { l10n, window, type Disposable } from 'vscode';
import { commandIds } from '../contributions';
import type { Deps } from '../shell';
import { registerCommand } from './register';

/** MAO: Write Journal Entry. Of what happened since the last entry; it is shown before it is written. */
export function registerJournal(deps: Deps): Disposable {
  return registerCommand(deps, commandIds.journal, async (shell) => {
    shell.assertTrusted();
    const runId = await shell.conductor.journal({});
    const state = runId === undefined ? undefined : shell.runs.get(runId)?.state;
    if (state?.end?.outcome !== 'succeeded' || state.journalFile !== undefined) return;
    const why = state.log.at(-1)?.message ?? l10n.t('There is nothing to write about.');
    void window.showInformationMessage(why);
  });
}
