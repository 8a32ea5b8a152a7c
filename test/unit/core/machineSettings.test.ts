import assert from 'node:assert/strict';
import { cliSettings, machineSettingsSchema } from '../../../src/core/machineSettings';
import { limitsOf } from '../../../src/orchestration/limitsOf';

const settingsOf = (clis: object) => machineSettingsSchema.parse({ clis });
const limit = (clis: object) =>
  limitsOf({
    ...{ settings: settingsOf(clis), registry: new Map(), templates: new Map(), mcpServers: new Map() },
    routing: { development: new Map(), qa: new Map(), preFlight: new Map(), journal: new Map() },
  }).get('cli:codex');

describe('the settings of a CLI', () => {
  it('are those of Codex CLI under both of its names, `codex` before `openai`', () => {
    const pathOf = (clis: object, cli: string) => cliSettings(settingsOf(clis), cli).path;
    for (const cli of ['codex', 'openai']) {
      assert.equal(pathOf({ openai: { path: '/a' } }, cli), '/a');
      assert.equal(pathOf({ codex: { path: '/b' } }, cli), '/b');
      assert.equal(pathOf({ openai: { path: '/a' }, codex: { path: '/b' } }, cli), '/b');
      assert.equal(pathOf({}, cli), 'auto');
    }
    assert.equal(pathOf({ openai: { path: '/a' } }, 'claude'), 'auto');
  });

  it('limit the attempts of Codex CLI under both names', () => {
    assert.equal(limit({ openai: { maxParallel: 1 } }), 1);
    assert.equal(limit({ codex: { maxParallel: 2 } }), 2);
    assert.equal(limit({ openai: { maxParallel: 1 }, codex: { maxParallel: 2 } }), 2);
  });
});
