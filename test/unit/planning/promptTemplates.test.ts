import assert from 'node:assert/strict';
import { readTemplate } from '../../../src/config/readTemplate';
import { promptTemplates } from '../../../src/planning/promptTemplates';

describe('the prompt templates of Initialize', () => {
  it('are named as runs look for them', () => {
    assert.deepEqual(
      promptTemplates().map(({ path }) => path),
      ['schemas', 'storage', 'core_logic', 'implementation', 'tests', 'qa-review', 'journal-perspective'].map(
        (name) => `.claude/models/prompts/${name}.md`,
      ),
    );
  });

  for (const { path, text } of promptTemplates()) {
    it(`${path} is read without a problem, and tells the model its task`, () => {
      assert.deepEqual(readTemplate(path, text, path), { value: text, problems: [] });
    });
  }

  it('say what MAO itself would say of the task', () => {
    const tests = promptTemplates().find(({ path }) => path.endsWith('/tests.md'))?.text ?? '';
    assert.match(tests, /^Write the tests for the section below\. You are \{\{model\}\}/);
    assert.match(tests, /\nCover:\n- Every acceptance point/);
    for (const placeholder of ['brief', 'acceptance', 'section', 'contract', 'context', 'workstream']) {
      assert.ok(tests.includes(`{{${placeholder}}}`), placeholder);
    }
  });
});
