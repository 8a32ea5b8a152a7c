import assert from 'node:assert/strict';
import type { AttemptState, RunState, UsageState } from '../../../src/core/runState';
import { budgetFailure, spendingOf } from '../../../src/orchestration/budget';

const attempt = (cli: string, usage: UsageState | undefined): AttemptState => ({
  number: 1,
  task: undefined,
  model: 'm',
  cli,
  transport: 'direct',
  startedAt: '2026-11-23T10:00:00.000Z',
  endedAt: undefined,
  outcome: 'running',
  failure: undefined,
  usage,
  toolUses: 0,
});
const workstream = (attempts: readonly AttemptState[]): RunState['workstreams'][number] => ({
  key: '1/a',
  section: '1',
  id: 'a',
  title: 'A',
  model: 'm',
  dependsOn: [],
  state: 'running',
  startedAt: undefined,
  endedAt: undefined,
  attempts,
  fallbacks: [],
  files: [],
  outsideOwnership: [],
  failure: undefined,
  summary: undefined,
});

describe('the budget of a run', () => {
  const spent = spendingOf({
    tasks: [attempt('claude', { inputTokens: 1000, outputTokens: 50, costUsd: 0.5 }), attempt('claude', undefined)],
    workstreams: [
      workstream([
        attempt('gemini', { inputTokens: 200, outputTokens: 10, costUsd: undefined }),
        attempt('claude', { inputTokens: 300, outputTokens: 40, costUsd: 0.25 }),
      ]),
    ],
  });

  it('counts every attempt of every vendor; what is unknown is not nothing', () => {
    assert.deepEqual(spent, { tokens: 1600, costUsd: 0.75, unpriced: ['gemini'] });
  });

  it('has room without a cap and below it', () => {
    assert.equal(budgetFailure({ tokens: null, costUsd: null }, spent), undefined);
    assert.equal(budgetFailure({ tokens: 1601, costUsd: 0.76 }, spent), undefined);
  });

  it('has none at the cap, and says which setting to raise', () => {
    assert.deepEqual(budgetFailure({ tokens: 1600, costUsd: null }, spent), {
      code: 'budget',
      message:
        'The budget of this run is used up (1,600 of 1,600 tokens). What is finished is kept; raise budget.tokens in your settings and resume the run for the rest.',
    });
    assert.match(
      budgetFailure({ tokens: null, costUsd: 0.7 }, spent)?.message ?? '',
      /\$0\.75 of \$0\.70.*budget\.costUsd/,
    );
  });
});
