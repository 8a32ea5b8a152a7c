import assert from 'node:assert/strict';
import type { Plan } from '../../../src/core/plan';
import type { RunEvent, RunEventBody } from '../../../src/core/runEvent';
import type { RunState } from '../../../src/core/runState';
import { reduceRun } from '../../../src/orchestration/reduceRun';

const plan: Plan = {
  diversity: 80,
  sections: [
    {
      id: '2',
      title: 'Loans',
      complexity: 'low',
      strategy: 'parallel',
      summary: '',
      contract: { notes: '', files: [] },
      dependsOn: [],
      missing: [],
      workstreams: ['schemas', 'storage', 'tests'].map((id) => ({
        id,
        title: id,
        model: 'gemini-pro',
        fallbacks: ['sonnet', 'opus'],
        dependsOn: id === 'storage' ? ['schemas'] : [],
        owns: [],
        brief: '',
        acceptance: [],
        ...(id === 'tests' ? { skip: true } : {}),
      })),
    },
  ],
};

function fold(bodies: readonly RunEventBody[]): RunState {
  const events: RunEvent[] = bodies.map((body, index) => ({
    ...body,
    time: `2026-11-22T10:00:0${index % 10}.000Z`,
    runId: 'r',
    seq: index + 1,
  }));
  const state = events.reduce<RunState | undefined>(reduceRun, undefined);
  assert.ok(state);
  return state;
}

const start = { type: 'run-start', command: 'develop', sections: ['2'], transport: 'direct', workspace: '/w' } as const;
const at = { section: '2', workstream: 'schemas' } as const;

describe('reduceRun', () => {
  it('plans again when the orchestrator is asked once more while a plan waits', () => {
    const proposed = { type: 'plan-proposed', plan, source: 'orchestrator' } as const;
    const attempt = { type: 'attempt-start', task: 'plan', model: 'opus', cli: 'claude', transport: 'direct' } as const;
    assert.equal(fold([{ ...start, sections: ['2'] }, attempt, proposed]).phase, 'approval');
    assert.equal(
      fold([{ ...start, sections: ['2'] }, attempt, proposed, { ...attempt, attempt: 2 }]).phase,
      'planning',
    );
    assert.equal(
      fold([{ ...start, sections: ['2'] }, attempt, proposed, { ...attempt, attempt: 2 }, proposed]).phase,
      'approval',
    );
  });

  it('takes the workstreams from the approved plan, without the skipped ones', () => {
    const state = fold([
      { ...start, sections: ['2'] },
      { type: 'plan-proposed', plan, source: 'orchestrator' },
      { type: 'plan-approved', plan },
    ]);
    assert.deepEqual(
      state.workstreams.map(({ key, state: now, dependsOn }) => ({ key, now, dependsOn })),
      [
        { key: '2/schemas', now: 'waiting', dependsOn: [] },
        { key: '2/storage', now: 'waiting', dependsOn: ['2/schemas'] },
      ],
    );
    assert.equal(state.phase, 'executing');
  });

  it('follows attempts, usage, a fallback and the end of a workstream', () => {
    const state = fold([
      { ...start, sections: ['2'] },
      { type: 'plan-approved', plan },
      { type: 'workstream-start', ...at },
      { type: 'attempt-start', ...at, attempt: 1, model: 'gemini-pro', cli: 'gemini', transport: 'direct' },
      {
        type: 'attempt-end',
        ...at,
        attempt: 1,
        model: 'gemini-pro',
        outcome: 'failed',
        failure: { code: 'timeout', message: 'too slow' },
      },
      { type: 'fallback', ...at, from: 'gemini-pro', to: 'sonnet', reason: 'timeout', message: 'schemas: fallback' },
      { type: 'attempt-start', ...at, attempt: 2, model: 'sonnet', cli: 'claude', transport: 'direct' },
      { type: 'tool-use', ...at, attempt: 2, model: 'sonnet', name: 'Write', detail: 'src/a.ts' },
      { type: 'usage-update', ...at, attempt: 2, model: 'sonnet', inputTokens: 10, outputTokens: 5, costUsd: 0.01 },
      { type: 'attempt-end', ...at, attempt: 2, model: 'sonnet', outcome: 'succeeded' },
      {
        type: 'workstream-end',
        ...at,
        model: 'sonnet',
        outcome: 'succeeded',
        files: ['src/a.ts'],
        outsideOwnership: [],
        summary: 'done',
      },
    ]);
    const [schemas] = state.workstreams;
    assert.ok(schemas);
    assert.equal(schemas.state, 'succeeded');
    assert.equal(schemas.model, 'sonnet');
    assert.deepEqual(
      schemas.attempts.map(({ model, outcome, toolUses }) => [model, outcome, toolUses]),
      [
        ['gemini-pro', 'failed', 0],
        ['sonnet', 'succeeded', 1],
      ],
    );
    assert.deepEqual(schemas.attempts[1]?.usage, { inputTokens: 10, outputTokens: 5, costUsd: 0.01 });
    assert.equal(schemas.fallbacks[0]?.reason, 'timeout');
  });

  it('keeps attempts of the run itself apart from those of workstreams', () => {
    const state = fold([
      { ...start, sections: ['2'] },
      { type: 'attempt-start', task: 'plan', attempt: 1, model: 'opus', cli: 'claude', transport: 'direct' },
      {
        type: 'attempt-start',
        task: 'dependency-check',
        attempt: 1,
        model: 'haiku',
        cli: 'claude',
        transport: 'direct',
      },
      { type: 'attempt-end', task: 'plan', attempt: 1, model: 'opus', outcome: 'succeeded' },
    ]);
    assert.deepEqual(
      state.tasks.map(({ task, outcome }) => [task, outcome]),
      [
        ['plan', 'succeeded'],
        ['dependency-check', 'running'],
      ],
    );
  });

  it('pairs conflicts and checks with how they ended', () => {
    const state = fold([
      { ...start, sections: ['2'] },
      { type: 'conflict-found', file: 'a', workstreams: ['x', 'y'] },
      { type: 'conflict-found', file: 'b', workstreams: ['x', 'y'] },
      { type: 'conflict-resolved', file: 'a', by: 'opus' },
      { type: 'check-start', name: 'tests', command: ['npm', 'test'] },
      { type: 'check-end', name: 'tests', command: ['npm', 'test'], outcome: 'failed', exitCode: 1, output: 'no' },
    ]);
    assert.deepEqual(
      state.conflicts.map(({ file, by }) => [file, by]),
      [
        ['a', 'opus'],
        ['b', undefined],
      ],
    );
    assert.deepEqual(
      state.checks.map(({ name, outcome, exitCode }) => [name, outcome, exitCode]),
      [['tests', 'failed', 1]],
    );
  });

  it('knows what is applied after apply and revert', () => {
    const before: readonly RunEventBody[] = [
      { ...start, sections: ['2'] },
      { type: 'changes-applied', files: ['a'] },
    ];
    assert.deepEqual(fold(before).applied, ['a']);
    const after = fold([...before, { type: 'changes-reverted' }]);
    assert.equal(after.applied, undefined);
    assert.equal(after.reverted, true);
  });

  it('does not throw on a log that lost its first line', () => {
    const state = fold([{ type: 'log', level: 'info', message: 'late' }]);
    assert.equal(state.log[0]?.message, 'late');
  });
});
