import { commands, l10n, Uri, window } from 'vscode';
import type { Engine } from '../orchestration/engine';

/** Opens a run's report as rendered markdown, as text where the preview is not there. */
export async function showReport(engine: Engine, runId: string): Promise<void> {
  if ((await engine.readReport(runId)) === undefined) {
    void window.showInformationMessage(l10n.t('This run has no report yet. It is written when the run ends.'));
    return;
  }
  const uri = Uri.joinPath(Uri.file(engine.runDirectory(runId)), 'report.md');
  try {
    await commands.executeCommand('markdown.showPreview', uri);
  } catch {
    await window.showTextDocument(uri);
  }
}
