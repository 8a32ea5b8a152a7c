import { commands, l10n, window, workspace, type WorkspaceFolder } from 'vscode';
import type { ApplyConflict } from '../../core/ports/changeApplier';
import type { Logger } from '../../core/ports/logger';
import { fileIn } from '../folder';
import { sideUri, type SidesProvider } from './sidesProvider';

/** Opens VS Code's merge editor on a file: what the user has, what the run wrote, and the snapshot both came from. */
export async function openMergeEditor(
  folder: WorkspaceFolder,
  runId: string,
  { path }: ApplyConflict,
  sides: SidesProvider,
  logger: Logger,
): Promise<void> {
  const output = fileIn(folder, path);
  const result = sideUri(path, { run: runId, side: 'result' });
  try {
    const document = await workspace.openTextDocument(output);
    await commands.executeCommand('_open.mergeEditor', {
      base: sideUri(path, { run: runId, side: 'base' }),
      input1: {
        uri: sides.keep(path, runId, document.getText()),
        title: l10n.t('Yours'),
        description: l10n.t('the workspace now'),
      },
      input2: { uri: result, title: 'MAO', description: l10n.t('the proposed change') },
      output,
    });
  } catch (error) {
    logger.debug(`No merge editor for ${path}: ${String(error)}`);
    await commands.executeCommand('vscode.diff', output, result, l10n.t('{0} (yours and proposed)', path));
  }
}

/** Says which files could not be merged and offers to open them. `applied`: the files that went well. */
export async function reportConflicts(
  folder: WorkspaceFolder,
  runId: string,
  applied: number,
  conflicts: readonly ApplyConflict[],
  sides: SidesProvider,
  logger: Logger,
): Promise<void> {
  const names = conflicts.map((conflict) => conflict.path).join(', ');
  const reasons = conflicts.map((conflict) => `${conflict.path}: ${conflict.reason}`).join('; ');
  logger.warn(`Not applied: ${reasons}`);
  const open = l10n.t('Open merge editor');
  const mergeable = conflicts.filter((conflict) => conflict.text !== undefined);
  const buttons = mergeable.length > 0 ? [open] : [];
  const all = applied + conflicts.length;
  const message =
    conflicts.length === 1
      ? l10n.t('{0} changed since the run began. Merged {1} of {2} files; {0} needs you.', names, applied, all)
      : l10n.t('{0} changed since the run began. Merged {1} of {2} files; {0} need you.', names, applied, all);
  if ((await window.showWarningMessage(message, ...buttons)) !== open) return;
  for (const conflict of mergeable) await openMergeEditor(folder, runId, conflict, sides, logger);
}
