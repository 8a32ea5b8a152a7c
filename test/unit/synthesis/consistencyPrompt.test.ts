import assert from 'node:assert/strict';
import { consistencyReviewAnswerSchema } from '../../../src/core/answers';
import { readStructuredAnswer } from '../../../src/core/structuredAnswer';
import { consistencyPrompt } from '../../../src/synthesis/consistencyPrompt';

const section = {
  number: '2',
  title: 'Loans',
  slug: 'loans',
  level: 2,
  line: 1,
  lines: 2,
  text: '## 2 Loans\nLend.\n',
};
const contract = {
  notes: '',
  files: [{ path: 'src/loan.ts', owner: 'schemas', purpose: 'the type', exports: ['interface Loan'] }],
};
const prompt = consistencyPrompt({ sections: [section], diff: '+```\n+x\n', contracts: [contract] });

describe('consistencyPrompt', () => {
  it('has the sections, the contract and the diff, each as data', () => {
    assert.ok(prompt.includes('Data (section 2 Loans):\n```\n## 2 Loans\nLend.\n```'));
    assert.ok(prompt.includes('src/loan.ts (owner: schemas): the type\n    interface Loan'));
    assert.ok(prompt.includes('````\n+```\n+x\n````'));
  });

  it('shows a form of answer that its reader reads', () => {
    const example = /```json\n([^]*?)\n```/.exec(prompt)?.[1]?.replace('error | warning | info', 'error') ?? '';
    assert.equal(readStructuredAnswer(example, consistencyReviewAnswerSchema).ok, true);
  });
});
