import { Uri, window, workspace, type Disposable } from 'vscode';
import { commandIds } from '../contributions';
import { exists, fileIn, mainFolder } from '../folder';
import type { Deps } from '../shell';
import { registerCommand } from './register';

/** Writes a PRD to begin with and opens it; an existing one is only opened. */
export function registerCreatePrd(deps: Deps): Disposable {
  return registerCommand(deps, commandIds.createPrd, async (shell) => {
    const folder = mainFolder();
    if (!folder) return;
    const target = fileIn(folder, 'PRD.md');
    if (!(await exists(target))) {
      const template = Uri.joinPath(deps.context.extensionUri, 'resources', 'init', 'PRD.md');
      await workspace.fs.copy(template, target, { overwrite: false });
    }
    await window.showTextDocument(target);
    shell.workstreams.refresh();
  });
}
