import assert from 'node:assert/strict';
import { qaReviewAnswerSchema, qaSynthesisAnswerSchema } from '../../../src/core/qaAnswers';
import { stableHash } from '../../../src/core/stableHash';

const finding = {
  file: 'src/a.ts',
  quote: 'const a = 1;\n',
  severity: 'error',
  category: 'c',
  message: 'm',
  why: 'w',
  suggestion: 's',
};
const issuesOf = (value: unknown) =>
  (qaReviewAnswerSchema.safeParse(value).error?.issues ?? []).map(({ path }) => path.join('.'));

describe('qa-review answer', () => {
  it('is read as prompts-and-answers.md gives it, quotes untouched', () => {
    assert.deepEqual(qaReviewAnswerSchema.parse({ assessed: true, score: 72, findings: [finding] }), {
      assessed: true,
      score: 72,
      summary: '',
      findings: [finding],
      requirements: [],
    });
  });

  it('takes requirements, lines as a hint, and what does no harm', () => {
    const answer = qaReviewAnswerSchema.parse({
      assessed: true,
      score: '72 %',
      findings: { file: 'a.ts', message: 'm', line: 'L12-14', severity: ' Warning ' },
      requirements: [
        { requirement: 'r', status: 'Partially met' },
        { requirement: 's', status: 'not_verifiable', file: null },
      ],
    });
    assert.equal(answer.score, 72);
    assert.deepEqual(
      answer.findings.map(({ line, severity, quote }) => [line, severity, quote]),
      [[12, 'warning', '']],
    );
    assert.deepEqual(
      answer.requirements.map(({ status }) => status),
      ['partly', 'not-verifiable'],
    );
  });

  it('takes the words of other scales for how bad a finding is, and no others', () => {
    const severityOf = (severity: unknown) =>
      qaReviewAnswerSchema.safeParse({ assessed: true, score: 1, findings: [{ ...finding, severity }] }).data
        ?.findings[0]?.severity;
    assert.deepEqual(['Critical', 'high', 'medium', 'low', 'minor', undefined, 'terrible', 3].map(severityOf), [
      'error',
      'error',
      'warning',
      'info',
      'info',
      'warning',
      undefined,
      undefined,
    ]);
  });

  it('wants a score for what was assessed, and none for what was not', () => {
    assert.deepEqual(issuesOf({ assessed: true, findings: [] }), ['score']);
    assert.deepEqual(issuesOf({ assessed: true, score: 101, findings: [] }), ['score']);
    assert.deepEqual(issuesOf({ assessed: true, score: 'good', findings: [] }), ['score']);
    assert.deepEqual(issuesOf({ score: 3, findings: [{ file: '' }] }), [
      'assessed',
      'findings.0.file',
      'findings.0.message',
    ]);
    assert.deepEqual(issuesOf({ assessed: false }), []);
  });
});

describe('qa-synthesis answer', () => {
  it('is read as prompts-and-answers.md gives it', () => {
    const answer = {
      summary: 's',
      categories: [{ name: 'n', findings: ['F1'] }],
      duplicates: [['F2', 'F5']],
      fixes: [{ finding: 'F1', model: 'sonnet' }],
    };
    assert.deepEqual(qaSynthesisAnswerSchema.parse(answer), answer);
    assert.deepEqual(qaSynthesisAnswerSchema.parse({}), { summary: '', categories: [], duplicates: [], fixes: [] });
  });
});

describe('stableHash', () => {
  it('never changes: ids of findings rest on it', () => {
    assert.equal(stableHash(''), '811c9dc5' + stableHash('').slice(8));
    assert.equal(stableHash('src/a.ts'), stableHash(['src', 'a.ts'].join('/')));
    assert.match(stableHash('é'), /^[0-9a-f]{16}$/);
    assert.notEqual(stableHash('ab'), stableHash('ba'));
  });
});
