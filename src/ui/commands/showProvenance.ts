import type { Disposable } from 'vscode';
import { commandIds } from '../contributions';
import type { Deps } from '../shell';
import { registerCommand } from './register';

/** MAO: Show Model Provenance. Marks the lines of the open files by the model that wrote them. */
export function registerShowProvenance(deps: Deps): Disposable {
  return registerCommand(deps, commandIds.showProvenance, async (shell) => {
    shell.assertTrusted();
    await shell.provenance.show(true);
  });
}

/** MAO: Hide Model Provenance. */
export function registerHideProvenance(deps: Deps): Disposable {
  return registerCommand(deps, commandIds.hideProvenance, (shell) => shell.provenance.show(false));
}
