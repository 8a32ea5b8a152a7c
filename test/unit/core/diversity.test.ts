import assert from 'node:assert/strict';
import { diversityScore, observedDiversity } from '../../../src/core/diversity';
import type { WorkstreamState } from '../../../src/core/runState';
import type { ModelSpec } from '../../../src/core/modelSpec';

const spec = (id: string, provider: string): [string, ModelSpec] => [id, { id, provider, capabilities: [], model: id }];
const registry = new Map([
  spec('gemini-pro', 'google'),
  spec('gpt-codex', 'openai'),
  spec('o3', 'openai'),
  spec('sonnet', 'anthropic'),
  spec('opus', 'anthropic'),
]);

describe('diversityScore', () => {
  it('is 80 for the routing table of the specification', () => {
    assert.equal(diversityScore(['gemini-pro', 'gpt-codex', 'o3', 'sonnet', 'gpt-codex'], registry), 80);
  });

  it('is 0 for no and for one workstream', () => {
    assert.equal(diversityScore([], registry), 0);
    assert.equal(diversityScore(['sonnet'], registry), 0);
  });

  it('is 0 when one model does everything, 100 when all vendors differ', () => {
    assert.equal(diversityScore(['opus', 'opus', 'opus'], registry), 0);
    assert.equal(diversityScore(['opus', 'o3', 'gemini-pro'], registry), 100);
  });

  it('counts two models of one vendor as half diverse', () => {
    assert.equal(diversityScore(['opus', 'sonnet'], registry), 50);
  });

  it('takes a model outside the registry as a family of its own', () => {
    assert.equal(diversityScore(['opus', 'unheard-of'], registry), 100);
  });
});

describe('observedDiversity', () => {
  const workstream = (id: string, model: string, state: WorkstreamState['state']): WorkstreamState => ({
    key: `2/${id}`,
    section: '2',
    id,
    title: id,
    model,
    dependsOn: [],
    state,
    startedAt: undefined,
    endedAt: undefined,
    attempts: [],
    fallbacks: [],
    files: [],
    outsideOwnership: [],
    failure: undefined,
    summary: undefined,
  });

  it('counts only the models that delivered', () => {
    const workstreams = [
      workstream('schemas', 'opus', 'succeeded'),
      workstream('storage', 'o3', 'succeeded'),
      workstream('tests', 'o3', 'failed'),
    ];
    assert.equal(observedDiversity({ workstreams }, registry), 100);
    assert.equal(observedDiversity({ workstreams: workstreams.slice(2) }, registry), 0);
  });
});
