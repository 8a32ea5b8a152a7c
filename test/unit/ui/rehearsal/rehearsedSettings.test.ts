import assert from 'node:assert/strict';
import { machineSettingsSchema } from '../../../../src/core/machineSettings';
import { rehearsedSettings } from '../../../../src/ui/rehearsal/rehearsedSettings';

describe('the settings of a rehearsal', () => {
  it('are valid machine settings, with the scripted models for every CLI of the default registry', () => {
    const settings = machineSettingsSchema.parse(rehearsedSettings('/mao/dist/rehearsal.mjs', '/usr/bin/node', false));
    const starts = Object.entries(settings.clis).map(([cli, { path, args }]) => [cli, path, ...args]);
    assert.deepEqual(starts, [
      ['claude', '/usr/bin/node', '/mao/dist/rehearsal.mjs', 'claude'],
      ['codex', '/usr/bin/node', '/mao/dist/rehearsal.mjs', 'codex'],
      ['openai', '/usr/bin/node', '/mao/dist/rehearsal.mjs', 'codex'],
      ['gemini', '/usr/bin/node', '/mao/dist/rehearsal.mjs', 'gemini'],
    ]);
    assert.deepEqual(settings.approve, { plan: 'ask', checks: 'always', apply: 'ask' });
    assert.equal(settings.transport, 'direct');
    assert.equal(settings.clis['claude']?.env['ELECTRON_RUN_AS_NODE'], undefined);
  });

  it("have VS Code's own program act as Node for the models, and the user's Node run the tests", () => {
    const settings = machineSettingsSchema.parse(rehearsedSettings('/mao/dist/rehearsal.mjs', '/opt/code', true));
    assert.equal(settings.clis['gemini']?.env['ELECTRON_RUN_AS_NODE'], '1');
    assert.ok(Array.isArray(settings.checks));
    assert.equal(settings.checks[0]?.command[0], 'node');
  });
});
