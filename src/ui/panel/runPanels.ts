import { ViewColumn, window, type WebviewPanel } from 'vscode';
import { panelStateSchema } from '../../presentation/panelMessages';
import { panelType } from '../contributions';
import type { RunPanels } from '../shell';
import { RunPanel, type RunPanelOptions } from './runPanel';

/** The run panels of this window, one a run. */
export function createRunPanels(options: RunPanelOptions): RunPanels {
  const open = new Map<string, RunPanel>();
  const adopt = (runId: string, panel: WebviewPanel) => {
    const made = new RunPanel(runId, panel, options);
    open.set(runId, made);
    made.onDidDispose(() => {
      if (open.get(runId) === made) open.delete(runId);
      made.dispose();
    });
  };
  return {
    get activeRun() {
      return [...open.values()].find((panel) => panel.active)?.runId;
    },
    open: (runId) => {
      const known = open.get(runId);
      if (known) known.reveal();
      else {
        const place = { viewColumn: ViewColumn.Active, preserveFocus: false };
        adopt(runId, window.createWebviewPanel(panelType, 'MAO run', place));
      }
    },
    restore: (panel, state) => {
      const read = panelStateSchema.safeParse(state);
      if (read.success) adopt(read.data.runId, panel);
      else panel.dispose();
    },
    dispose: () => {
      for (const panel of [...open.values()]) panel.dispose();
    },
  };
}
