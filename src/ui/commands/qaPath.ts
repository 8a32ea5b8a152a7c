import { l10n, Uri, workspace, type Disposable } from 'vscode';
import { UsageError } from '../../core/usageError';
import { commandIds } from '../contributions';
import { mainFolder } from '../folder';
import type { Deps } from '../shell';
import { registerCommand } from './register';
import { runSections } from './runSections';

/** A file or folder as a path of the main folder; `.` for the folder itself. */
function pathInFolder(uri: Uri): string {
  const folder = workspace.getWorkspaceFolder(uri);
  const main = mainFolder();
  if (!main || folder?.uri.toString() !== main.uri.toString()) {
    throw new UsageError(
      l10n.t('MAO works in {0}. Choose a file or folder in it.', main?.name ?? l10n.t('a folder on disk')),
    );
  }
  return uri.toString() === main.uri.toString() ? '.' : workspace.asRelativePath(uri, false);
}

/** MAO: Review with MAO, in the Explorer's menu. Reviews the code of a file or folder; without one, as QA Section. */
export function registerQaPath(deps: Deps): Disposable {
  return registerCommand(deps, commandIds.qaPath, (shell, argument) =>
    runSections(shell, 'qa', undefined, argument instanceof Uri ? [pathInFolder(argument)] : undefined),
  );
}
