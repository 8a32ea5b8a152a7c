import type { ToPanel } from '../../src/presentation/panelMessages';
import { RunPage } from './runPage';
import { isToPanel, savedTab } from './vscodeApi';
import './base.css';
import './buttons.css';
import './timeline.css';
import './columns.css';
import './stream.css';
import './parts.css';
import './markdown.css';

const api = acquireVsCodeApi();
const runId = document.body.dataset['run'] ?? '';
const main = document.querySelector('main');
const tab = savedTab(api.getState());
api.setState({ runId, tab });

if (main) {
  const page = new RunPage(main, tab, {
    act: (action) => api.postMessage({ type: 'action', action }),
    actOnWorkstream: (action, key) => api.postMessage({ type: 'workstream-action', action, key }),
    openPlace: ({ path, line, finding: findingId }) =>
      api.postMessage({
        type: 'open-place',
        path,
        ...(line === undefined ? {} : { line }),
        ...(findingId === undefined ? {} : { findingId }),
      }),
    openFile: (path) => api.postMessage({ type: 'open-file', path }),
    select: (key) => api.setState({ runId, tab: key }),
  });
  window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (isToPanel(data)) receive(page, data);
  });
  api.postMessage({ type: 'ready' });
}

function receive(page: RunPage, message: ToPanel): void {
  switch (message.type) {
    case 'snapshot':
      page.replace(message.view, message.streams, message.sentAt);
      break;
    case 'update':
      page.update(message.view, message.deltas, message.sentAt);
      break;
    case 'missing':
      page.missing(message.runId);
      return;
  }
  // Only what is drawn is done: the host waits for a page that does not keep up.
  page.whenDrawn(() => api.postMessage({ type: 'ack', seq: message.seq }));
}
