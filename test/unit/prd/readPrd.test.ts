import assert from 'node:assert/strict';
import { readPrd } from '../../../src/prd/readPrd';

const complaints = (text: string) => readPrd(text, 'PRD.md').problems.map(({ line, message }) => `${line}: ${message}`);

describe('readPrd', () => {
  it('has nothing to say about a good PRD', () => {
    assert.deepEqual(complaints('# T\n## 1. A\n## 2. B\n## 2a. C'), []);
  });

  it('warns of sections that claim one number', () => {
    const found = complaints('## 1. A\n## 2. B\ntext\n## 2. C');
    assert.equal(found.length, 2);
    assert.match(found[0] ?? '', /^2: .* MAO calls this one 2a;/);
    assert.match(found[1] ?? '', /^4: .* MAO calls this one 2b;/);
  });

  it('tells an empty PRD from one without headings', () => {
    assert.match(complaints('\uFEFF\n')[0] ?? '', /^1: This PRD is empty\./);
    assert.match(complaints('# Title\n\ntext')[0] ?? '', /^1: This PRD has no sections/);
  });
});
