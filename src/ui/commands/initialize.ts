import { l10n } from 'vscode';
import type { Disposable } from 'vscode';
import { UsageError } from '../../core/usageError';
import { commandIds } from '../contributions';
import { mainFolder } from '../folder';
import type { Deps } from '../shell';
import { registerCommand } from './register';

/** MAO: Initialize Workspace. Offers the configuration files, what Claude Code needs to drive MAO, and prompt templates. */
export function registerInitialize(deps: Deps): Disposable {
  return registerCommand(deps, commandIds.initialize, async (shell) => {
    const folder = mainFolder();
    if (!folder) throw new UsageError(l10n.t('MAO works in a folder on disk. Open one first.'));
    await shell.initializer.run(folder);
    shell.workstreams.refresh();
  });
}
