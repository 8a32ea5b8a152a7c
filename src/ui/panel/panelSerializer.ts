import { window, type Disposable } from 'vscode';
import { panelType } from '../contributions';
import type { Deps } from '../shell';

/** Lets run panels survive a reload of the window. */
export function registerPanelSerializer(deps: Deps): Disposable {
  return window.registerWebviewPanelSerializer(panelType, {
    deserializeWebviewPanel: async (panel, state: unknown) => {
      (await deps.shell()).panels.restore(panel, state);
    },
  });
}
