import assert from 'node:assert/strict';
import { closestWord } from '../../../src/core/closestWord';

describe('closestWord', () => {
  const models = ['opus', 'sonnet', 'gemini-pro', 'gemini-flash', 'gpt-codex'];

  it('finds the word that was meant', () => {
    assert.equal(closestWord('gemni-pro', models), 'gemini-pro');
    assert.equal(closestWord('Sonett', models), 'sonnet');
    assert.equal(closestWord('oups', models), 'opus');
    assert.equal(closestWord('gpt codex', models), 'gpt-codex');
  });

  it('says nothing rather than something far-fetched', () => {
    assert.equal(closestWord('llama', models), undefined);
    assert.equal(closestWord('', models), undefined);
    assert.equal(closestWord('x'.repeat(10_000), models), undefined);
    assert.equal(closestWord('opus', []), undefined);
  });
});
