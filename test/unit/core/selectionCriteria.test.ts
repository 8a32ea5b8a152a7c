import assert from 'node:assert/strict';
import { criterionFor } from '../../../src/core/selectionCriteria';

describe('criterionFor', () => {
  const expected: Readonly<Record<string, string>> = {
    docs: 'gemini-pro',
    user_guide: 'gemini-pro',
    auth: 'o3',
    'security-tests': 'o3',
    e2e_tests: 'gpt-codex',
    scheduler: 'o3',
    types: 'gemini-pro',
    repository: 'gpt-codex',
    lint: 'haiku',
    ui: 'sonnet',
  };
  for (const [id, model] of Object.entries(expected)) {
    it(`gives ${id} to ${model}`, () => assert.equal(criterionFor(id)?.model, model));
  }
});
