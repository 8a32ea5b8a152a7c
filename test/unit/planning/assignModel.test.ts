import assert from 'node:assert/strict';
import { assignModel } from '../../../src/planning/assignModel';
import { registry, routing } from './specification';

const assigned = (id: string, model?: string) => assignModel({ id, model }, routing, registry).model;

describe('assignModel', () => {
  it('takes the model that the plan wishes for', () => assert.equal(assigned('docs', 'opus'), 'opus'));
  it('follows the routing of a task that has one', () => assert.equal(assigned('storage'), 'gpt-codex'));
  it('follows the selection criteria for a task without a rule', () => {
    assert.equal(assigned('user_guide'), 'gemini-pro');
    assert.equal(assigned('auth'), 'o3');
  });
  it('does as for implementation where nothing is told', () => assert.equal(assigned('screens'), 'sonnet'));
});
