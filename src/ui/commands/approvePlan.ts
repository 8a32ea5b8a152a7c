import { l10n, window, type Disposable } from 'vscode';
import { commandIds } from '../contributions';
import type { Deps } from '../shell';
import { pendingPlan } from '../plan/planTarget';
import { registerCommand } from './register';

/** Approves the waiting plan, as it stands in the plan editor when that was opened. */
export function registerApprovePlan(deps: Deps): Disposable {
  return registerCommand(deps, commandIds.approvePlan, async (shell, argument) => {
    const pending = pendingPlan(shell, argument);
    if (!pending) {
      void window.showInformationMessage(l10n.t('No plan waits for approval.'));
      return;
    }
    const plan = await shell.planEditor.read(pending);
    if (!plan) return;
    shell.approvals.answer(pending.runId, plan);
    shell.panels.open(pending.runId);
  });
}
