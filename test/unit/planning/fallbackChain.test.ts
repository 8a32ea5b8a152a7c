import assert from 'node:assert/strict';
import { fallbackChain } from '../../../src/planning/fallbackChain';
import { registry } from './specification';

describe('fallbackChain', () => {
  const route = { primary: 'gemini-pro', fallback: ['sonnet', 'gpt-codex'] };

  it('goes from the primary over the fallbacks to Opus, without the model itself', () => {
    assert.deepEqual(fallbackChain('gemini-pro', route, registry), ['sonnet', 'gpt-codex', 'opus']);
    assert.deepEqual(fallbackChain('o3', route, registry), ['gemini-pro', 'sonnet', 'gpt-codex', 'opus']);
    assert.deepEqual(fallbackChain('opus', { primary: 'opus', fallback: ['opus', 'sonnet'] }, registry), ['sonnet']);
  });

  it('has Opus alone without a route, and only models of the registry', () => {
    assert.deepEqual(fallbackChain('o3', undefined, registry), ['opus']);
    assert.deepEqual(fallbackChain('o3', { primary: 'gone', fallback: [] }, registry, 'haiku'), ['haiku']);
    assert.deepEqual(fallbackChain('o3', undefined, new Map()), []);
  });
});
