import assert from 'node:assert/strict';
import { defaultRegistry } from '../../../src/config/defaultRegistry';
import { modelChoices } from '../../../src/presentation/modelChoices';

const registry = defaultRegistry();
const served = (cli: string, available: boolean) => ({
  cli,
  availability: { available },
  models: [...registry.values()].filter((model) => model.cli === cli),
});

describe('presentation/modelChoices', () => {
  it('offers the models whose CLI is there, the assigned one first', () => {
    const choices = modelChoices([served('claude', true), served('gemini', false), served('codex', true)], 'sonnet');
    assert.deepEqual([choices[0]?.id, choices[0]?.assigned], ['sonnet', true]);
    assert.ok(choices.some(({ id }) => id === 'opus'));
    assert.ok(choices.every(({ cli }) => cli !== 'gemini'));
    assert.equal(choices.filter(({ assigned }) => assigned).length, 1);
  });

  it('offers nothing where no CLI is', () => {
    assert.deepEqual(modelChoices([served('claude', false)], undefined), []);
  });
});
