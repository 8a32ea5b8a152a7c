import { randomBytes } from 'node:crypto';
import { Uri, type Webview } from 'vscode';
import { panelPage } from './panelPage';

/** The page of the run panel for one webview, with a nonce of its own. */
export function panelHtml(webview: Webview, extensionUri: Uri, runId: string): string {
  const part = (name: string) => webview.asWebviewUri(Uri.joinPath(extensionUri, 'dist', name)).toString();
  return panelPage({
    script: part('panel.js'),
    style: part('panel.css'),
    source: webview.cspSource,
    nonce: randomBytes(18).toString('base64'),
    runId,
  });
}
