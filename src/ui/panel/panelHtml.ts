import { randomBytes } from 'node:crypto';
import { Uri, type Webview } from 'vscode';

const escape = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/**
 * The page of the run panel: nothing may load but MAO's own script (by nonce) and style sheet; no images, no frames, no
 * connections.
 */
export function panelHtml(webview: Webview, extensionUri: Uri, runId: string): string {
  const nonce = randomBytes(18).toString('base64');
  const script = webview.asWebviewUri(Uri.joinPath(extensionUri, 'dist', 'panel.js')).toString();
  const style = webview.asWebviewUri(Uri.joinPath(extensionUri, 'dist', 'panel.css')).toString();
  const policy = `default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${escape(style)}">
<title>MAO run</title>
</head>
<body data-run="${escape(runId)}">
<main id="run" aria-busy="true"></main>
<script nonce="${nonce}" src="${escape(script)}"></script>
</body>
</html>`;
}
