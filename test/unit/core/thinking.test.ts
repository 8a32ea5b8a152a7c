import assert from 'node:assert/strict';
import type { ModelSpec } from '../../../src/core/modelSpec';
import { knowsThinking, thinkingLevel, thinkingModes } from '../../../src/core/thinking';

const model = (cli: string | undefined, name: string, thinking?: string): ModelSpec => ({
  id: name,
  provider: 'x',
  capabilities: [],
  model: name,
  ...(cli === undefined ? {} : { cli }),
  ...(thinking === undefined ? {} : { thinking }),
});

describe('thinking modes', () => {
  it('are those of the CLI, and what the registry says', () => {
    assert.deepEqual(thinkingModes(model('claude', 'opus', 'megathink')), [
      'low',
      'think',
      'think hard',
      'megathink',
      'ultrathink',
    ]);
    assert.deepEqual(thinkingModes(model('openai', 'o3', 'max')), ['low', 'medium', 'high', 'xhigh', 'max']);
    assert.deepEqual(thinkingModes(model('gemini', 'gemini-2.5-pro', 'max')), ['max']);
    assert.deepEqual(thinkingModes(model('openai', 'gpt-4o')), []);
    assert.deepEqual(thinkingModes(model(undefined, 'deepseek')), ['low', 'medium', 'high', 'max']);
  });

  it('all have a level where the CLI offers them', () => {
    for (const one of [model('claude', 'opus'), model('codex', 'o3'), model(undefined, 'deepseek')]) {
      for (const mode of thinkingModes(one)) assert.ok(thinkingLevel(mode), mode);
    }
  });

  it('are known in any spelling, and where they say that there is none', () => {
    assert.ok(knowsThinking(model('claude', 'opus'), 'Think-Hard'));
    assert.ok(knowsThinking(model('gemini', 'pro', 'max'), 'MAX'));
    assert.ok(knowsThinking(model('ollama', 'qwen'), 'N/A'));
    assert.ok(!knowsThinking(model('gemini', 'pro', 'max'), 'high'));
    assert.ok(!knowsThinking(model('claude', 'opus'), 'hard as nails'));
  });
});
