import { l10n, window, type Disposable } from 'vscode';
import { commandIds } from '../contributions';
import type { Deps } from '../shell';
import { registerCommand } from './register';
import { findingIdOf } from './target';

/** Asks why; undefined when the user turns away. */
async function askReason(message: string): Promise<string | undefined> {
  const other = l10n.t('Another reason…');
  const reasons = [l10n.t('Not a problem here'), l10n.t('Wanted so'), l10n.t('Known, not now'), other];
  const chosen = await window.showQuickPick(reasons, { title: l10n.t('Dismiss finding'), placeHolder: message });
  if (chosen !== other) return chosen;
  const written = await window.showInputBox({
    title: l10n.t('Dismiss finding'),
    prompt: l10n.t('Why is it no problem?'),
  });
  return written?.trim() === '' ? undefined : written?.trim();
}

/** MAO: Dismiss Finding. Argument: the finding's id, or its row of the Findings view. It stays dismissed in the QA runs to come. */
export function registerDismissFinding(deps: Deps): Disposable {
  return registerCommand(deps, commandIds.dismissFinding, async (shell, argument) => {
    shell.assertTrusted();
    const id = findingIdOf(argument);
    const known = id === undefined ? undefined : shell.findings.find(id);
    if (!known) return;
    const reason = await askReason(known.finding.message);
    if (reason === undefined) return;
    await shell.findings.dismiss(known, reason);
    void offerUndo(() => shell.findings.restore(known.finding.id));
  });
}

async function offerUndo(restore: () => Promise<void>): Promise<void> {
  const undo = l10n.t('Undo');
  const done = l10n.t('The finding is dismissed, also in the QA runs to come.');
  if ((await window.showInformationMessage(done, undo)) === undo) {
    await restore();
  }
}
