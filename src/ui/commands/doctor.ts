import { l10n, window, type Disposable } from 'vscode';
import { commandIds } from '../contributions';
import type { Deps } from '../shell';
import { registerCommand } from './register';

/**
 * MAO: Doctor. Looks whether all that a run needs is there, and shows what it found. With the argument `probe` it also asks
 * each CLI for one word, after the user's consent: a prompt costs something.
 */
export function registerDoctor(deps: Deps): Disposable {
  return registerCommand(deps, commandIds.doctor, async (shell, argument) => {
    shell.assertTrusted();
    const probe = argument === 'probe';
    if (!probe || (await confirmsPrompts())) await shell.doctor.examine({ probe });
  });
}

async function confirmsPrompts(): Promise<boolean> {
  const send = l10n.t('Send');
  const detail = l10n.t(
    'One model of each CLI that can be reached answers one word. Your plan or API account pays for it.',
  );
  const question = l10n.t('Send a small prompt to your models?');
  return (await window.showInformationMessage(question, { modal: true, detail }, send)) === send;
}
