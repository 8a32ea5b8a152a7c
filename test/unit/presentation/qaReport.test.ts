import assert from 'node:assert/strict';
import type { RunEventBody } from '../../../src/core/runEvent';
import { readPanelMessage } from '../../../src/presentation/panelMessages';
import { qaReport } from '../../../src/presentation/qaReport';
import { panelView } from '../../../src/presentation/runView';
import { renderQaReport } from '../../../src/qa/report/renderQaReport';
import { reportOfRun } from '../../../src/qa/report/reportOfRun';
import { finding } from '../qa/findings';
import { stateOf } from './fixtures';

const both = [
  { dimension: 'security', model: 'o3', severity: 'error', message: 'Any path can be read' },
  { dimension: 'error_handling', model: 'sonnet', severity: 'warning', message: 'A path is not checked' },
] as const;

const score: RunEventBody = {
  type: 'score',
  total: 61.5,
  summary: 'Sound, but open.',
  earlier: { runId: 'before', total: 58 },
  dimensions: [
    {
      id: 'prd_compliance',
      weight: 30,
      share: 60,
      score: 72.5,
      assessed: true,
      model: 'gemini-pro',
      summary: 'Most of it is there.',
      requirements: [
        { requirement: 'Due date', status: 'met', note: '', file: 'src/a.ts', line: 3 },
        { requirement: 'Speed', status: 'not-verifiable', note: 'needs a measurement' },
      ],
    },
    { id: 'security', weight: 20, share: 40, score: 45, assessed: true, model: 'o3', summary: 'Open to anyone.' },
    { id: 'type_safety', weight: 50, share: 0, score: null, assessed: false, reason: 'sonnet: timeout' },
  ],
  dropped: [
    {
      dimension: 'security',
      model: 'o3',
      file: 'src/ghost.ts',
      message: 'Bad',
      reason: 'the workspace has no such file',
    },
  ],
  gone: [
    { id: 'q9', file: 'src/b.ts', line: 7, message: 'Old trouble', how: 'fixed' },
    { id: 'q8', file: 'src/b.ts', line: 9, message: 'Silent', how: 'not-seen' },
  ],
};
const found = [
  finding({
    id: 'q1',
    severity: 'error',
    dimensions: ['security', 'prd_compliance'],
    models: ['o3', 'sonnet'],
    opinions: both,
    message: 'Any path can be read',
    why: 'Names are joined as they come',
    assignedTo: 'opus',
    related: [{ file: 'src/b.ts', line: 9, endLine: 9 }],
    state: 'open',
  }),
  finding({ id: 'q2', dimensions: ['security'], anchor: 'file', line: 1, endLine: 1, quote: '', confidence: 0.84 }),
  finding({
    id: 'q3',
    dimensions: ['prd_compliance'],
    state: 'dismissed',
    dismissal: 'Wanted so',
    message: 'Not here',
  }),
];
const state = stateOf(
  { type: 'run-start', command: 'qa', sections: ['2'], transport: 'direct', workspace: '/w' },
  { type: 'scope-found', files: ['src/a.ts', 'src/b.ts'], source: 'runs' },
  ...found.map((one): RunEventBody => ({ type: 'finding', ...one })),
  score,
  { type: 'run-end', outcome: 'unclean', diversity: { expected: 0, observed: 0 }, durationMs: 1 },
);

/** The report that the panel gets; fails without one. */
function reported() {
  const report = qaReport(state);
  assert.ok(report);
  return report;
}

describe('presentation/qaReport', () => {
  it('has the score with its change, the chart in words, and what was not assessed', () => {
    const { total, change, amounts, chartText, missing } = reported();
    assert.deepEqual([total, change, amounts], [61.5, '+3.5 since the last QA (58)', '1 error, 1 warning in 2 files']);
    assert.equal(chartText, 'Score 61.5 of 100. PRD compliance 72.5, Security 45, Type safety not assessed.');
    assert.equal(missing, 'Not assessed: Type safety. The weight is spread over the others.');
  });

  it('goes dimension by dimension, each finding once, with a place to jump to', () => {
    const { dimensions } = reported();
    assert.deepEqual(
      dimensions.map(({ title, model, score: points, weight, amounts, view }) => [
        title,
        model,
        points,
        weight,
        amounts,
        view,
      ]),
      [
        ['PRD compliance', 'gemini-pro', 72.5, '30 % → 60 %', '1 error, 1 warning', 'Most of it is there.'],
        ['Security', 'o3', 45, '20 % → 40 %', '1 error, 1 warning', 'Open to anyone.'],
        ['Type safety', '', null, '50 % → 0 %', '', 'sonnet: timeout'],
      ],
    );
    const [compliance, security] = dimensions;
    assert.ok(compliance && security);
    assert.equal(compliance.requirementsText, '2 requirements: 1 met, 0 partly met, 0 not met, 1 not verifiable');
    assert.deepEqual(compliance.requirements[0]?.place, {
      text: 'src/a.ts:3',
      path: 'src/a.ts',
      line: 3,
      finding: undefined,
    });
    assert.deepEqual(
      compliance.findings.map(({ id, state: known }) => [id, known]),
      [['q3', 'dismissed: Wanted so']],
    );
    assert.deepEqual(
      compliance.seeAlso.map(({ text }) => text),
      ['src/a.ts:4'],
    );
    const [first, second] = security.findings;
    assert.ok(first && second);
    assert.deepEqual(first.place, { text: 'src/a.ts:4', path: 'src/a.ts', line: 4, finding: 'q1' });
    assert.equal(first.voices, 'o3 (error), sonnet (warning)');
    assert.deepEqual([first.fix, first.state, first.related[0]?.text], ['opus', 'seen before', 'src/b.ts:9']);
    assert.deepEqual([second.place.line, second.confidence], [undefined, '84 %']);
  });

  it('says what several found, where they differ, who fixes what, what was dropped and what is gone', () => {
    const { agreed, differing, agreementText, fixes, dropped, since } = reported();
    assert.deepEqual(
      agreed.map(({ text }) => text),
      ['Any path can be read (o3 (error), sonnet (warning))'],
    );
    assert.deepEqual(differing, agreed);
    assert.equal(agreementText, '2 findings by one model alone.');
    assert.deepEqual(
      fixes.map(({ model, text, places }) => [model, text, places[0]?.finding]),
      [['opus', '1 finding', 'q1']],
    );
    assert.deepEqual(dropped, ['o3 (Security), src/ghost.ts: Bad (the workspace has no such file)']);
    assert.equal(since?.text, '1 new, 1 still there, 1 fixed, 1 dismissed');
    assert.deepEqual(
      since.lists.map(({ title, points }) => [title, points.map(({ text }) => text)]),
      [
        ['Fixed', ['Old trouble']],
        ['Not reported this time, though the code is as it was', ['Silent']],
      ],
    );
  });

  it('has the facts of the markdown report', () => {
    const report = reportOfRun(state);
    assert.ok(report);
    const plain = renderQaReport(report).replaceAll('\\', '');
    const { dimensions, dropped, since, agreed } = reported();
    const facts = [
      ...dimensions.flatMap(({ title, model, view, weight, findings }) => [
        ...[title, model, view, weight],
        ...findings.flatMap(({ message, why, suggestion, confidence, fix = '', place }) => [
          ...[message, why, suggestion, confidence, fix, place.text],
        ]),
      ]),
      ...[...agreed, ...(since?.lists ?? []).flatMap(({ points }) => points)].map(({ place }) => place.text),
      ...dropped.map((text) => text.slice(text.indexOf(': ') + 2)),
      ...['61.5 of 100', '+3.5 since the last QA (58)', '1 error, 1 warning, 0 infos in 2 files'],
    ];
    assert.deepEqual(
      facts.filter((fact) => !plain.includes(fact)),
      [],
    );
  });

  it('stands in the panel in place of the markdown, as soon as there is a score', () => {
    const view = panelView(state, false, '# Report');
    assert.deepEqual(view.qa, reported());
    assert.equal(view.report, undefined);
    assert.equal(qaReport({ ...state, score: undefined }), undefined);
  });

  it('lets a large QA fit into one message to the panel', () => {
    const text = 'long words '.repeat(400);
    const many = Array.from({ length: 2000 }, (_, at) =>
      finding({ id: `q${at}`, message: text, why: text, suggestion: text, dimensions: ['security'] }),
    );
    const report = qaReport({ ...state, findings: many });
    assert.ok(JSON.stringify(report).length < 160_000);
    assert.equal(report?.dimensions[1]?.more, 1960);
  });
});

describe('presentation/panelMessages: places', () => {
  it('reads a place to jump to, and nothing that is none', () => {
    const place = { type: 'open-place', path: 'src/a.ts', line: 3, findingId: 'q1' };
    assert.deepEqual(readPanelMessage(place), place);
    assert.deepEqual(readPanelMessage({ type: 'open-place', path: 'a' }), { type: 'open-place', path: 'a' });
    assert.equal(readPanelMessage({ ...place, line: 0 }), undefined);
    assert.equal(readPanelMessage({ ...place, command: 'x' }), undefined);
    assert.equal(readPanelMessage({ ...place, path: '' }), undefined);
  });
});
