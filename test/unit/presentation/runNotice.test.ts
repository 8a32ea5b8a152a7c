import assert from 'node:assert/strict';
import type { RunEventBody } from '../../../src/core/runEvent';
import { endNotice, exhaustedNotice, planNotice } from '../../../src/presentation/runNotice';
import { approved, proposed, redEnd, runStart, schemas, stateOf } from './fixtures';

const diversity = { expected: 80, observed: 80 };
const ended = (outcome: 'succeeded' | 'failed' | 'cancelled'): RunEventBody => ({
  ...{ type: 'run-end', outcome, diversity, durationMs: 1 },
});
const changes: RunEventBody = {
  type: 'changes-proposed',
  files: [{ path: 'a.ts', kind: 'create', hunks: [] }],
  refused: [],
};

describe('presentation/runNotice', () => {
  it('is quiet about an end that the user sees, and tells of it where they look elsewhere', () => {
    const done = stateOf(runStart, proposed, approved, changes, ended('succeeded'));
    assert.deepEqual(endNotice(done, true), {
      kind: 'quiet',
      message: '2 Loans is done: 1 file to review.',
      actions: [],
    });
    assert.deepEqual(endNotice(done, false)?.actions, ['review']);
    const red = stateOf(runStart, proposed, approved, ...redEnd);
    assert.equal(endNotice(red, true)?.kind, 'quiet');
    assert.deepEqual([endNotice(red, false)?.kind, endNotice(red, false)?.actions], ['warning', ['report', 'review']]);
  });

  it('always tells of a run that failed, never of one that the user stopped', () => {
    const failed = stateOf(runStart, ended('failed'));
    assert.deepEqual([endNotice(failed, true)?.kind, endNotice(failed, false)?.kind], ['error', 'error']);
    assert.equal(endNotice(stateOf(runStart, ended('cancelled')), false), undefined);
    assert.equal(endNotice(stateOf(runStart, proposed), false), undefined);
  });

  it('tells of a plan only where nobody looks', () => {
    const waiting = stateOf(runStart, proposed);
    assert.match(planNotice(waiting, false)?.message ?? '', /^The plan for 2 Loans waits/);
    assert.equal(planNotice(waiting, true), undefined);
    assert.equal(planNotice(stateOf(runStart, proposed, approved), false), undefined);
  });

  it('names every model that was tried when none is left', () => {
    const end: RunEventBody = {
      ...{ type: 'workstream-end', ...schemas, outcome: 'failed', model: 'opus', files: [], outsideOwnership: [] },
      failure: { code: 'timeout', message: 'Opus took too long.' },
    };
    const fallback: RunEventBody = {
      ...{ type: 'fallback', ...schemas, from: 'gemini-pro', to: 'opus', reason: 'idle', message: 'm' },
    };
    const state = stateOf(runStart, proposed, approved, fallback, end);
    assert.equal(
      exhaustedNotice(state, '2', 'schemas')?.message,
      'Schemas: no model is left (gemini-pro, opus). Opus took too long.',
    );
    assert.equal(exhaustedNotice(state, '2', 'core_logic'), undefined);
  });
});
