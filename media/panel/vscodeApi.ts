import type { FromPanel, ToPanel } from '../../src/presentation/panelMessages';

/** What VS Code gives a webview. */
export interface VsCodeApi {
  postMessage(message: FromPanel): void;
  getState(): unknown;
  setState(state: { readonly runId: string; readonly tab: string | undefined }): void;
}

declare global {
  function acquireVsCodeApi(): VsCodeApi;
}

/** Whether a message came from MAO's own host side; other frames and extensions may post too. */
export function isToPanel(data: unknown): data is ToPanel {
  return (
    typeof data === 'object' &&
    data !== null &&
    'type' in data &&
    (data.type === 'snapshot' || data.type === 'update' || data.type === 'missing')
  );
}

/** The tab that was open before the page was hidden. */
export function savedTab(state: unknown): string | undefined {
  if (typeof state !== 'object' || state === null || !('tab' in state)) return undefined;
  return typeof state.tab === 'string' ? state.tab : undefined;
}
