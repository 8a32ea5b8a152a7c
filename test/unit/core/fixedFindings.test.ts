import assert from 'node:assert/strict';
import { fixedFindings } from '../../../src/core/fixedFindings';
import type { RunState } from '../../../src/core/runState';
import { runState } from '../synthesis/reportState';

const check = (id: string, outcome: 'fixed' | 'open' | 'unknown') => ({
  id,
  file: 'a.ts',
  line: 1,
  message: id,
  outcome,
});
const changes = {
  files: ['a.ts', 'b.ts'].map((path) => ({ path, kind: 'modify' as const, hunks: [] })),
  refused: [],
};
const fix = (more: Partial<RunState> = {}) =>
  runState({
    command: 'fix',
    startedAt: '2026-01-02',
    findingChecks: [check('q1', 'fixed'), check('q2', 'open'), check('q3', 'unknown')],
    changes,
    applied: ['a.ts', 'b.ts'],
    ...more,
  });
const fixed = (...runs: readonly RunState[]) => [...fixedFindings(runs)];

describe('core/fixedFindings', () => {
  it('are those that were found fixed in what was applied', () => {
    assert.deepEqual(fixed(fix()), [['q1', '2026-01-02']]);
    assert.deepEqual(fixed(fix(), fix({ startedAt: '2026-01-03' }), fix({ startedAt: '2026-01-01' })), [
      ['q1', '2026-01-03'],
    ]);
  });

  it('are not those of a run that is not applied as a whole, or was reverted', () => {
    assert.deepEqual(fixed(fix({ applied: undefined }), fix({ applied: ['a.ts'] }), fix({ reverted: true })), []);
    assert.deepEqual(fixed(fix({ command: 'develop' })), []);
  });
});
