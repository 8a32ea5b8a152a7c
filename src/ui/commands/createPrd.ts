import { window, workspace, type Disposable } from 'vscode';
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
      const text = await shell.initializer.template('PRD.md');
      await workspace.fs.writeFile(target, Buffer.from(text));
    }
    await window.showTextDocument(target);
    shell.workstreams.refresh();
  });
}
