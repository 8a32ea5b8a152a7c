import assert from 'node:assert/strict';
import type { RunEventBody } from '../../../src/core/runEvent';
import { canResume, workstreamActions } from '../../../src/presentation/runActions';
import { panelActions } from '../../../src/presentation/runView';
import { approved, proposed, redEnd, runStart, schemas, stateOf } from './fixtures';

const attempt: RunEventBody = {
  type: 'attempt-start',
  ...schemas,
  attempt: 1,
  model: 'gemini-pro',
  cli: 'gemini',
  transport: 'direct',
};
const started: readonly RunEventBody[] = [
  runStart,
  proposed,
  approved,
  { type: 'workstream-start', ...schemas },
  attempt,
];
const ended = (outcome: 'succeeded' | 'failed' | 'cancelled', files: string[] = []): RunEventBody => ({
  type: 'workstream-end',
  ...schemas,
  outcome,
  model: 'gemini-pro',
  files,
  outsideOwnership: [],
});
const runEnd = (outcome: 'unclean' | 'cancelled'): RunEventBody => ({
  type: 'run-end',
  outcome,
  diversity: { expected: 80, observed: 0 },
  durationMs: 1000,
});

function actions(bodies: readonly RunEventBody[], live: boolean, elsewhere = false, key = '2/schemas') {
  const state = stateOf(...bodies);
  const workstream = state.workstreams.find((candidate) => candidate.key === key);
  assert.ok(workstream);
  return workstreamActions(state, workstream, live, elsewhere);
}

describe('workstreamActions', () => {
  it('lets one end, retry and read a running workstream', () => {
    assert.deepEqual(actions(started, true), [
      'cancel-workstream',
      'stop-workstream',
      'retry-workstream',
      'open-transcript',
    ]);
  });

  it('lets one end a workstream that waits, which has nothing to read', () => {
    assert.deepEqual(actions(started, true, false, '2/core_logic'), ['cancel-workstream', 'stop-workstream']);
  });

  it('offers only looking for the run of another window', () => {
    assert.deepEqual(actions(started, false, true), ['open-transcript']);
  });

  it('offers another model for what failed or was cancelled, while the run goes on and afterwards', () => {
    for (const outcome of ['failed', 'cancelled'] as const) {
      assert.deepEqual(actions([...started, ended(outcome)], true), ['retry-workstream', 'open-transcript']);
      const over = [...started, ended(outcome), runEnd('unclean')];
      assert.deepEqual(actions(over, false), ['retry-workstream', 'open-transcript']);
      const applied: RunEventBody = { type: 'changes-applied', files: [] };
      assert.deepEqual(actions([...over, applied], false), ['open-transcript']);
    }
  });

  it('opens the difference of files that are proposed', () => {
    const bodies = [...started, ended('succeeded', ['src/loan.ts']), ...redEnd];
    assert.deepEqual(actions(bodies, false), ['open-transcript', 'open-diff']);
    assert.deepEqual(actions([...started, ended('succeeded', ['src/else.ts']), ...redEnd], false), ['open-transcript']);
  });
});

describe('panelActions', () => {
  it('offers cancel and stop while it runs here, resume when it stopped', () => {
    assert.deepEqual(panelActions(stateOf(...started), true), ['cancel', 'stop']);
    assert.deepEqual(panelActions(stateOf(runStart, proposed), true), ['approve', 'edit-plan', 'cancel', 'stop']);
    assert.deepEqual(panelActions(stateOf(...started), false), ['resume']);
    assert.deepEqual(panelActions(stateOf(...started), false, true), []);
    assert.deepEqual(panelActions(stateOf(...started, ended('cancelled'), runEnd('cancelled')), false), [
      'resume',
      'show-log',
    ]);
  });

  it('does not offer to go on with reviews', () => {
    assert.equal(canResume({ ...stateOf(runStart), command: 'qa' }, false), false);
  });
});
