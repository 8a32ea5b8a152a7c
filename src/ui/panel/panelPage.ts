/** Where the page's parts come from, and the value that only MAO's own script element has. */
export interface PanelPageParts {
  readonly script: string;
  readonly style: string;
  /** The origin of the style sheet, as a source of the content security policy. */
  readonly source: string;
  readonly nonce: string;
  readonly runId: string;
}

const escape = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/**
 * The page of the run panel: nothing may load but MAO's own script (by nonce) and style sheet; no images, no frames, no
 * connections.
 */
export function panelPage({ script, style, source, nonce, runId }: PanelPageParts): string {
  const policy = `default-src 'none'; style-src ${source}; script-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'`;
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
