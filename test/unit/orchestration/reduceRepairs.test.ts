import assert from 'node:assert/strict';
import type { Plan } from '../../../src/core/plan';
import type { RunEvent, RunEventBody } from '../../../src/core/runEvent';
import type { RunState } from '../../../src/core/runState';
import { reduceRun } from '../../../src/orchestration/reduceRun';

const place = { section: '2', workstream: 'core' };
const test = { name: 'tests', command: ['t'] };
const ended = (outcome: 'passed' | 'failed'): RunEventBody => ({ type: 'check-end', ...test, outcome, exitCode: 0 });
const plan: Plan = {
  diversity: 0,
  sections: [
    {
      ...{
        id: '2',
        title: 'Loans',
        complexity: 'low',
        strategy: 'parallel',
        summary: '',
        contract: { notes: '', files: [] },
      },
      ...{ dependsOn: [], missing: [] },
      workstreams: [
        { id: 'core', title: 'Core', model: 'o3', fallbacks: [], dependsOn: [], owns: [], brief: '', acceptance: [] },
      ],
    },
  ],
};

function fold(...bodies: readonly RunEventBody[]): RunState {
  const start: RunEventBody = {
    type: 'run-start',
    command: 'develop',
    sections: ['2'],
    transport: 'direct',
    workspace: '/w',
  };
  const planned: RunEventBody[] = [start, { type: 'plan-approved', plan }];
  const events = [...planned, ...bodies].map((body, index): RunEvent => ({
    ...body,
    time: '2026-01-01T00:00:00Z',
    runId: 'r',
    seq: index + 1,
  }));
  const state = events.reduce<RunState | undefined>(reduceRun, undefined);
  assert.ok(state);
  return state;
}

describe('reduceRun with repairs', () => {
  const start: RunEventBody = { type: 'repair-start', ...place, round: 1, model: 'o3' };

  it('keeps culprits, each once, and what was red before', () => {
    const { culprits, redBefore } = fold(
      { type: 'log', level: 'warning', message: 'x', redBefore: ['build'] },
      { type: 'culprit-found', ...place, checks: ['tests'], proof: 'alone' },
      { type: 'culprit-found', ...place, checks: ['tests'], proof: 'output' },
      { type: 'log', level: 'info', message: 'y' },
    );
    assert.deepEqual(culprits, [{ ...place, checks: ['tests'], proof: 'output' }]);
    assert.deepEqual(redBefore, ['build']);
  });

  it('tells who repaired at last, without a change to who did the workstream', () => {
    const message = 'Repair: fallback from o3 to opus (timeout)';
    const attempt = { ...place, task: 'repair', attempt: 1 };
    const state = fold(
      ended('failed'),
      start,
      { type: 'attempt-start', ...attempt, model: 'o3', cli: 'codex', transport: 'direct' },
      { type: 'fallback', ...place, task: 'repair', from: 'o3', to: 'opus', reason: 'timeout', message },
      { type: 'attempt-start', ...attempt, attempt: 2, model: 'opus', cli: 'claude', transport: 'direct' },
      ended('passed'),
      { type: 'repair-end', ...place, round: 1, model: 'opus', outcome: 'succeeded', files: ['a.ts'] },
    );
    const [repair] = state.repairs;
    assert.deepEqual([repair?.model, repair?.outcome, repair?.files], ['opus', 'succeeded', ['a.ts']]);
    assert.deepEqual(
      repair?.fallbacks.map((fallback) => fallback.message),
      [message],
    );
    const [workstream] = state.workstreams;
    assert.deepEqual([workstream?.model, workstream?.fallbacks, workstream?.attempts.length], ['o3', [], 2]);
    assert.deepEqual(
      state.checks.map(({ outcome }) => outcome),
      ['failed', 'passed'],
    );
  });

  it('forgets the checks of a repair that was taken back', () => {
    const state = fold(ended('failed'), start, ended('passed'), {
      ...{ type: 'repair-end', ...place, round: 1, model: 'o3', outcome: 'failed', rolledBack: 'it broke the build' },
    });
    assert.deepEqual(
      state.checks.map(({ outcome }) => outcome),
      ['failed'],
    );
    assert.equal(state.repairs[0]?.rolledBack, 'it broke the build');
  });
});
