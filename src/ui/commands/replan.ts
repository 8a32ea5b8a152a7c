import { l10n, window, type Disposable } from 'vscode';
import { commandIds } from '../contributions';
import type { Deps } from '../shell';
import { pendingPlan, wishOf } from '../plan/planTarget';
import { registerCommand } from './register';

/** MAO: Re-plan. Asks what is to be different, and has the orchestrator plan again with the plan as it stands before it. */
export function registerReplan(deps: Deps): Disposable {
  return registerCommand(deps, commandIds.replan, async (shell, argument) => {
    const pending = pendingPlan(shell, argument);
    if (!pending) {
      void window.showInformationMessage(l10n.t('No plan waits for approval.'));
      return;
    }
    const wish =
      wishOf(argument) ??
      (await window.showInputBox({
        title: l10n.t('Re-plan'),
        prompt: l10n.t('What is to be different? The orchestrator plans again and sees the plan with your edits.'),
        placeHolder: l10n.t('Fewer workstreams; no new dependency; tests first…'),
        ignoreFocusOut: true,
      }));
    const again = wish?.trim() ?? '';
    if (again === '') return;
    const { plan } = await shell.planEditor.present(pending);
    shell.approvals.answer(pending.runId, { again, plan });
  });
}
