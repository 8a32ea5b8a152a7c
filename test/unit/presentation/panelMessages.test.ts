import assert from 'node:assert/strict';
import { readPanelMessage } from '../../../src/presentation/panelMessages';

describe('readPanelMessage', () => {
  it('reads what one can do with a run and with one workstream', () => {
    const messages = [
      { type: 'action', action: 'cancel' },
      { type: 'action', action: 'stop' },
      { type: 'action', action: 'resume' },
      { type: 'workstream-action', action: 'cancel-workstream', key: '2/schemas' },
      { type: 'workstream-action', action: 'stop-workstream', key: 'FR-003/core logic' },
      { type: 'workstream-action', action: 'retry-workstream', key: '2.1/storage' },
      { type: 'workstream-action', action: 'open-transcript', key: 'task:plan' },
      { type: 'workstream-action', action: 'open-diff', key: '三/schemas' },
    ];
    for (const message of messages) assert.deepEqual(readPanelMessage(message), message);
  });

  it('refuses unknown actions, further fields, and keys that are none', () => {
    const key = '2/schemas';
    const messages = [
      { type: 'workstream-action', action: 'delete', key },
      { type: 'workstream-action', action: 'stop-workstream' },
      { type: 'workstream-action', action: 'stop-workstream', key, model: 'opus' },
      { type: 'workstream-action', action: 'stop-workstream', key: '' },
      { type: 'workstream-action', action: 'stop-workstream', key: '2/a\nb' },
      { type: 'workstream-action', action: 'stop-workstream', key: 'a'.repeat(257) },
      { type: 'workstream-action', action: 'stop-workstream', key: 7 },
      { type: 'stop-workstream', key },
    ];
    for (const message of messages) assert.equal(readPanelMessage(message), undefined, JSON.stringify(message));
  });
});
