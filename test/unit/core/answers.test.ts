import assert from 'node:assert/strict';
import {
  consistencyReviewAnswerSchema,
  dependencyCheckAnswerSchema,
  planAnswerSchema,
} from '../../../src/core/answers';

const section = {
  section: '2',
  complexity: 'low',
  strategy: 'waves',
  summary: 's',
  contract: { notes: 'n', files: [{ path: 'src/link.ts', owner: 'schemas', purpose: 'p', exports: ['e'] }] },
  workstreams: [{ id: 'schemas', brief: 'b', acceptance: ['x'], dependsOn: [], model: 'gemini-pro', thinking: 'max' }],
};
const issuesOf = (result: { error?: { issues: readonly { path: readonly PropertyKey[] }[] } | undefined }) =>
  (result.error?.issues ?? []).map((issue) => issue.path.join('.'));

describe('plan answer', () => {
  it('is read as prompts-and-answers.md gives it, and reading twice changes nothing', () => {
    const answer = planAnswerSchema.parse({ sections: [section] });
    assert.deepEqual(answer, { sections: [section] });
    assert.deepEqual(planAnswerSchema.parse(answer), answer);
  });

  it('forgives what does no harm', () => {
    const answer = planAnswerSchema.parse({
      note: 'extra',
      sections: [
        {
          section: 2,
          strategy: 'Parallel',
          contract: null,
          workstreams: [{ id: ' tests ', brief: ' b\r\nc ', model: null, dependsOn: 'schemas', x: 1 }],
        },
      ],
    });
    assert.deepEqual(answer.sections, [
      {
        section: '2',
        complexity: 'medium',
        strategy: 'parallel',
        summary: '',
        contract: { notes: '', files: [] },
        workstreams: [{ id: 'tests', brief: 'b\nc', acceptance: [], dependsOn: ['schemas'], model: undefined }],
      },
    ]);
  });

  it('is strict where it matters', () => {
    const broken = {
      ...section,
      complexity: 'huge',
      workstreams: [{ id: '', brief: '', dependsOn: [3] }, { brief: 'b' }],
    };
    assert.deepEqual(issuesOf(planAnswerSchema.safeParse({ sections: [broken, {}] })), [
      'sections.0.complexity',
      'sections.0.workstreams.0.id',
      'sections.0.workstreams.0.brief',
      'sections.0.workstreams.0.dependsOn.0',
      'sections.0.workstreams.1.id',
      'sections.1.section',
      'sections.1.workstreams',
    ]);
    assert.deepEqual(issuesOf(planAnswerSchema.safeParse({ sections: [] })), ['sections']);
  });
});

describe('dependency-check answer', () => {
  it('is read as prompts-and-answers.md gives it', () => {
    const answer = { ready: false, missing: [{ what: 'members', section: '1' }], dependsOn: { '3': ['2'] } };
    assert.deepEqual(dependencyCheckAnswerSchema.parse(answer), answer);
  });

  it('forgives what does no harm, and wants a verdict', () => {
    assert.deepEqual(dependencyCheckAnswerSchema.parse({ ready: true }), { ready: true, missing: [], dependsOn: {} });
    const loose = { ready: false, missing: ['a clock'], dependsOn: { '3': 2 } };
    assert.deepEqual(dependencyCheckAnswerSchema.parse(loose), {
      ready: false,
      missing: [{ what: 'a clock', section: undefined }],
      dependsOn: { '3': ['2'] },
    });
    assert.deepEqual(issuesOf(dependencyCheckAnswerSchema.safeParse({ missing: [] })), ['ready']);
  });
});

describe('consistency-review answer', () => {
  it('is read as prompts-and-answers.md gives it, with a default severity', () => {
    const issue = { file: 'src/a.ts', quote: 'q', severity: 'error', message: 'm' };
    assert.deepEqual(consistencyReviewAnswerSchema.parse({ consistent: false, issues: [issue] }), {
      consistent: false,
      issues: [issue],
    });
    const loose = consistencyReviewAnswerSchema.parse({ consistent: false, issues: [{ file: 'a', message: 'm' }] });
    assert.deepEqual(loose.issues, [{ file: 'a', quote: '', severity: 'warning', message: 'm' }]);
    assert.deepEqual(
      issuesOf(consistencyReviewAnswerSchema.safeParse({ consistent: true, issues: [{ severity: 'bad' }] })),
      ['issues.0.file', 'issues.0.severity', 'issues.0.message'],
    );
  });
});
