import assert from 'node:assert/strict';
import type { RunSummary } from '../../../src/orchestration/engine';
import { runToResume } from '../../../src/orchestration/runToResume';

const run = (runId: string, command: RunSummary['command'], outcome: string): RunSummary => ({
  ...{ runId, command, outcome, sections: ['1'], startedAt: '2026-11-22T10:00:00.000Z', durationMs: null },
});

/** The run that is gone on with, of runs from the newest on; none of them is to be read. */
const found = (...runs: readonly RunSummary[]) =>
  runToResume({ listRuns: () => Promise.resolve(runs), loadRun: () => Promise.reject(new Error('not needed')) });

describe('runToResume', () => {
  it('takes the newest that was interrupted before any that was cancelled', async () => {
    const cancelled = run('c', 'develop', 'cancelled');
    assert.equal(await found(cancelled, run('b', 'develop', 'interrupted'), run('a', 'plan', 'interrupted')), 'b');
    assert.equal(await found(run('d', 'develop', 'succeeded'), cancelled), 'c');
  });

  it('passes over QA and journal, which do not go on', async () => {
    const stopped = [run('e', 'qa', 'interrupted'), run('d', 'journal', 'interrupted'), run('c', 'qa', 'cancelled')];
    assert.equal(await found(...stopped, run('b', 'fix', 'interrupted'), run('a', 'develop', 'interrupted')), 'b');
    assert.equal(await found(...stopped), undefined);
  });
});
