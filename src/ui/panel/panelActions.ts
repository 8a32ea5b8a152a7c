import { commands } from 'vscode';
import type { PanelAction } from '../../presentation/panelMessages';
import { commandIds, type CommandId } from '../contributions';

const commandOf: Readonly<Record<PanelAction, CommandId>> = {
  approve: commandIds.approvePlan,
  'edit-plan': commandIds.editPlan,
  cancel: commandIds.cancel,
  stop: commandIds.stop,
  resume: commandIds.resume,
  review: commandIds.review,
  apply: commandIds.apply,
  revert: commandIds.revert,
  'show-report': commandIds.showReport,
  'show-log': commandIds.showLog,
};

/** A button of the panel does what the command of the same name does, for the panel's run. */
export function panelActions(runId: string, action: PanelAction): void {
  void commands.executeCommand(commandOf[action], runId);
}
