import assert from 'node:assert/strict';
import type { RunEventBody } from '../../../src/core/runEvent';
import { timelineRows } from '../../../src/presentation/timelineView';
import { approved, coreLogic, proposed, redEnd, runStart, schemas, stateOf } from './fixtures';

/** The fixtures' events are one second apart. */
const at = (second: number) => new Date(Date.parse('2026-11-22T10:15:00.000Z') + second * 1000).toISOString();
const attempt = { cli: 'codex', transport: 'direct', attempt: 1 } as const;

const working: readonly RunEventBody[] = [
  runStart,
  { type: 'attempt-start', ...attempt, task: 'plan', model: 'opus' },
  { type: 'attempt-end', attempt: 1, task: 'plan', model: 'opus', outcome: 'succeeded' },
  proposed,
  approved,
  { type: 'workstream-start', ...schemas },
  { type: 'attempt-start', ...schemas, ...attempt, model: 'gemini-pro' },
  {
    ...{ type: 'attempt-end', ...schemas, attempt: 1, model: 'gemini-pro', outcome: 'failed' },
    failure: { code: 'timeout', message: 'gemini-pro took too long.' },
  },
  { type: 'fallback', ...schemas, from: 'gemini-pro', to: 'sonnet', reason: 'timeout', message: 'm' },
  { type: 'attempt-start', ...schemas, ...attempt, attempt: 2, model: 'sonnet' },
];

describe('presentation/timelineView', () => {
  it('tells of each workstream when it waited, who worked, and who took over why', () => {
    const rows = timelineRows(stateOf(...working), true);
    assert.deepEqual(
      rows.map(({ key, title, state, column }) => [key, title, state, column]),
      [
        ['task:plan', 'Plan', 'succeeded', 'task:plan'],
        ['2/schemas', 'Schemas', 'running', '2/schemas'],
        ['2/core_logic', 'Core logic', 'waiting', '2/core_logic'],
      ],
    );
    assert.deepEqual(rows[1]?.segments, [
      {
        ...{ kind: 'working', state: 'failed', start: at(6), end: at(7), who: 'gemini-pro' },
        why: 'gemini-pro took too long.',
      },
      {
        ...{ kind: 'fallback', state: 'running', start: at(9), end: undefined, who: 'sonnet' },
        why: 'Took over from gemini-pro: timeout',
      },
    ]);
    assert.deepEqual(rows[2]?.segments, [
      { kind: 'waiting', state: 'waiting', start: at(5), end: undefined, who: '', why: 'Waits for Schemas' },
    ]);
  });

  it('ends what an interrupted run left open at the last time that its log tells', () => {
    const rows = timelineRows(stateOf(...working), false);
    assert.deepEqual(
      rows.map(({ segments }) => segments.at(-1)?.end),
      [at(2), at(9), at(9)],
    );
  });

  it('has rows for merge, checks and repair, each check with its own stretch', () => {
    const end = (workstream: typeof schemas): RunEventBody => ({
      ...{ type: 'workstream-end', ...workstream, outcome: 'succeeded', model: 'o3', files: [], outsideOwnership: [] },
    });
    const command = ['npm', 'test'];
    const state = stateOf(
      ...[runStart, proposed, approved],
      ...[end(schemas), end(coreLogic)],
      { type: 'check-start', name: 'tests', command },
      { type: 'check-end', name: 'tests', command, outcome: 'failed', exitCode: 1 },
      { type: 'repair-start', ...coreLogic, round: 1 },
      { type: 'attempt-start', ...coreLogic, ...attempt, task: 'repair', model: 'o3' },
      { type: 'attempt-end', ...coreLogic, attempt: 1, task: 'repair', model: 'o3', outcome: 'succeeded' },
      { type: 'check-start', name: 'tests', command },
      { type: 'check-end', name: 'tests', command, outcome: 'passed', exitCode: 0 },
      ...redEnd.slice(2),
    );
    const rows = timelineRows(state, false);
    assert.deepEqual(
      rows.slice(2).map(({ key, state: shown, segments }) => [key, shown, segments]),
      [
        [
          'merge',
          'succeeded',
          [{ kind: 'working', state: 'succeeded', start: at(4), end: at(4), who: 'git', why: 'No conflicts' }],
        ],
        [
          'checks',
          'succeeded',
          [
            { kind: 'working', state: 'failed', start: at(5), end: at(6), who: 'tests', why: 'failed' },
            { kind: 'working', state: 'succeeded', start: at(10), end: at(11), who: 'tests', why: undefined },
          ],
        ],
        [
          'repair',
          'succeeded',
          [{ kind: 'working', state: 'succeeded', start: at(8), end: at(9), who: 'o3', why: undefined }],
        ],
      ],
    );
  });

  it('has a row for each dimension of a QA', () => {
    const start: RunEventBody = {
      type: 'run-start',
      command: 'qa',
      sections: ['2'],
      transport: 'direct',
      workspace: '/w',
    };
    const review = (dimension: string): RunEventBody => ({
      ...{ type: 'attempt-start', ...attempt, task: 'qa-review', dimension, model: 'opus' },
    });
    assert.deepEqual(
      timelineRows(stateOf(start, review('security'), review('type_safety')), true).map(({ title }) => title),
      ['Security', 'Type safety'],
    );
  });
});
