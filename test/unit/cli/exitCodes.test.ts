import assert from 'node:assert/strict';
import type { FailureCode } from '../../../src/core/failure';
import { exitCodeOf } from '../../../src/cli/exitCodes';

function end(outcome: 'succeeded' | 'unclean' | 'failed' | 'cancelled', code?: FailureCode) {
  return {
    type: 'run-end' as const,
    time: '2026-11-22T10:00:00Z',
    runId: 'r',
    seq: 9,
    outcome,
    diversity: { expected: 80, observed: 80 },
    durationMs: 1,
    ...(code === undefined ? {} : { failure: { code, message: 'why' } }),
  };
}

describe('exitCodeOf', () => {
  it('follows the headless contract', () => {
    assert.equal(exitCodeOf(end('succeeded')), 0);
    assert.equal(exitCodeOf(end('unclean')), 1);
    assert.equal(exitCodeOf(end('failed', 'crashed')), 1);
    assert.equal(exitCodeOf(end('failed')), 1);
    assert.equal(exitCodeOf(end('failed', 'not-installed')), 3);
    assert.equal(exitCodeOf(end('failed', 'not-signed-in')), 3);
    assert.equal(exitCodeOf(end('cancelled')), 130);
  });
});
