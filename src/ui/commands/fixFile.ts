import { l10n, window, type Disposable } from 'vscode';
import { UsageError } from '../../core/usageError';
import { commandIds } from '../contributions';
import { fileIn, mainFolder } from '../folder';
import type { Deps } from '../shell';
import { registerCommand } from './register';
import { pathOf } from './target';

/** MAO: Fix All Findings in File, as one run. Argument: `{ path }`; else the file of the active editor. */
export function registerFixFile(deps: Deps): Disposable {
  return registerCommand(deps, commandIds.fixFile, async (shell, argument) => {
    shell.assertTrusted();
    const folder = mainFolder();
    const path = pathOf(argument);
    const uri = path !== undefined && folder ? fileIn(folder, path) : window.activeTextEditor?.document.uri;
    const found = uri ? shell.findings.in(uri) : [];
    if (!uri || found.length === 0) {
      throw new UsageError(l10n.t('No finding stands in this file. The Findings view lists those of the workspace.'));
    }
    const findings = found.map(({ finding }) => finding.id);
    await shell.conductor.fix({ findings });
  });
}
