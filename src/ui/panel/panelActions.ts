import { commands } from 'vscode';
import type { PanelAction, WorkstreamAction } from '../../presentation/panelMessages';
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

const workstreamCommandOf: Readonly<Record<WorkstreamAction, CommandId>> = {
  'cancel-workstream': commandIds.cancelWorkstream,
  'stop-workstream': commandIds.stopWorkstream,
  'retry-workstream': commandIds.retryWorkstream,
  'open-transcript': commandIds.openTranscript,
  'open-diff': commandIds.openWorkstreamChanges,
};

/** A button of a column does what the command of the same name does, for that workstream or task. */
export function workstreamAction(runId: string, key: string, action: WorkstreamAction): void {
  void commands.executeCommand(workstreamCommandOf[action], { runId, key });
}
