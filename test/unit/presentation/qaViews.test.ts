import assert from 'node:assert/strict';
import type { RunEventBody } from '../../../src/core/runEvent';
import { taskColumns } from '../../../src/presentation/columns';
import { scoreText } from '../../../src/presentation/qaScoreText';
import { runNode } from '../../../src/presentation/runTree';
import { streamKey } from '../../../src/presentation/runStreams';
import { panelView, runStatus, runTitle } from '../../../src/presentation/runView';
import { stateOf } from './fixtures';

const start: RunEventBody = { type: 'run-start', command: 'qa', sections: ['2'], transport: 'direct', workspace: '/w' };
const attempt = { cli: 'claude', transport: 'direct', attempt: 1, task: 'qa-review' } as const;
const scope: RunEventBody = { type: 'scope-found', files: ['src/a.ts', 'src/b.ts'], source: 'runs' };
const reviews: readonly RunEventBody[] = [
  { type: 'attempt-start', ...attempt, model: 'opus', dimension: 'prd_compliance' },
  { type: 'attempt-start', ...attempt, model: 'sonnet', dimension: 'security' },
];
const diversity = { expected: 0, observed: 0 };
const end: readonly RunEventBody[] = [
  {
    type: 'score',
    total: 81.6,
    dimensions: [{ id: 'security', weight: 100, score: 81.6, assessed: true }],
    earlier: { runId: 'r', total: 78 },
  },
  { type: 'run-end', outcome: 'succeeded', diversity, durationMs: 1000 },
];

describe('presentation: a QA', () => {
  it('says what it is at, and its score with the change at its end', () => {
    assert.equal(runTitle(stateOf(start)), 'QA of section 2');
    assert.equal(runStatus(stateOf(start)), 'Looking for the code');
    assert.equal(runStatus(stateOf(start, scope)), 'Reviewing 2 files');
    assert.deepEqual(panelView(stateOf(start, scope), true, undefined).remarks, [
      { level: 'info', message: 'Under review: src/a.ts, src/b.ts.' },
    ]);
    assert.equal(runStatus(stateOf(start, scope, ...end)), 'QA 82 ↑ 4');
    assert.equal(scoreText({ total: 70, earlier: { runId: 'r', total: 78 } }), 'QA 70 ↓ 8');
    assert.equal(scoreText({ total: 78.2, earlier: { runId: 'r', total: 78 } }), 'QA 78');
  });

  it('has a column and a stream for each dimension', () => {
    assert.deepEqual(
      taskColumns(stateOf(start, scope, ...reviews)).map(({ key, title, model }) => [key, title, model]),
      [
        ['task:qa-review/prd_compliance', 'PRD compliance', 'opus'],
        ['task:qa-review/security', 'Security', 'sonnet'],
      ],
    );
    assert.equal(streamKey({ task: 'qa-review', dimension: 'security' }), 'task:qa-review/security');
    assert.equal(streamKey({ task: 'plan' }), 'task:plan');
  });

  it('stands in the tree with its dimensions and their scores', () => {
    const node = runNode(stateOf(start, scope, ...reviews, ...end), '2', false, new Date('2026-11-22T10:20:00.000Z'));
    assert.match(node.label, /^QA /);
    assert.deepEqual(
      node.children.map(({ label, description }) => [label, description]),
      [
        ['PRD compliance', 'opus'],
        ['Security', '81.6 · sonnet'],
      ],
    );
  });
});
