import assert from 'node:assert/strict';
import type { RunEventBody } from '../../../src/core/runEvent';
import { reduceRun } from '../../../src/orchestration/reduceRun';
import { reopenedState, withFailuresReopened } from '../../../src/orchestration/reopenRun';
import {
  approved,
  coreLogic,
  events,
  plan,
  proposed,
  redEnd,
  runStart,
  schemas,
  stateOf,
} from '../presentation/fixtures';

const ended = (place: typeof schemas, outcome: 'failed' | 'cancelled' | 'skipped' | 'succeeded'): RunEventBody => ({
  type: 'workstream-end',
  ...place,
  outcome,
  model: 'o3',
  files: [],
  outsideOwnership: [],
});
const over = [runStart, proposed, approved, ended(schemas, 'failed'), ended(coreLogic, 'skipped'), ...redEnd];
const statesOf = (state: ReturnType<typeof stateOf>) => state.workstreams.map((workstream) => workstream.state);

describe('reopenedState', () => {
  const retry = { key: '2/schemas', model: 'opus' };

  it('opens the workstream, what was skipped because of it, and all that comes after', () => {
    const state = reopenedState(stateOf(...over), retry);
    assert.deepEqual(statesOf(state), ['cancelled', 'waiting']);
    assert.equal(state.changes, undefined);
    assert.equal(state.reportFile, undefined);
  });

  it('refuses what is done, is not there, or was applied', () => {
    const done = stateOf(runStart, proposed, approved, ended(schemas, 'succeeded'), ...redEnd);
    assert.throws(() => reopenedState(done, retry), /Schemas is done/);
    assert.throws(() => reopenedState(stateOf(...over), { ...retry, key: '2/none' }), /no workstream 2\/none/);
    const applied = stateOf(...over, { type: 'changes-applied', files: [] });
    assert.throws(() => reopenedState(applied, retry), /were applied/);
    assert.throws(() => reopenedState(stateOf(runStart, proposed), retry), /no workstream/);
  });
});

describe('withFailuresReopened', () => {
  it('opens what failed, what was skipped because of it, and all that comes after', () => {
    const { state, reopened } = withFailuresReopened(stateOf(...over));
    assert.deepEqual([...reopened], ['2/schemas']);
    assert.deepEqual(statesOf(state), ['waiting', 'waiting']);
    assert.deepEqual(
      [state.workstreams[0]?.failure, state.changes, state.reportFile],
      [undefined, undefined, undefined],
    );
  });

  it('opens the sections that build on the one that failed', () => {
    const first = plan.sections[0] ?? assert.fail();
    const next = { ...first, id: '3', title: 'Reminders', dependsOn: ['2'] };
    const two = { ...plan, sections: [first, next] };
    const skipped = (id: string) => ended({ section: '3', workstream: id }, 'skipped');
    const run = stateOf(
      runStart,
      { type: 'plan-proposed', plan: two, source: 'orchestrator' },
      approved,
      ended(schemas, 'failed'),
      ended(coreLogic, 'skipped'),
      skipped('schemas'),
      skipped('core_logic'),
      ...redEnd,
    );
    assert.deepEqual(statesOf(withFailuresReopened(run).state), ['waiting', 'waiting', 'waiting', 'waiting']);
    const begun = events(
      ...over.slice(0, 1),
      { type: 'plan-proposed', plan: two, source: 'orchestrator' },
      approved,
      ended(schemas, 'failed'),
      skipped('schemas'),
      { type: 'workstream-start', ...schemas },
    );
    const folded = begun.reduce<ReturnType<typeof stateOf> | undefined>(reduceRun, undefined) ?? assert.fail();
    assert.equal(folded.workstreams.find(({ key }) => key === '3/schemas')?.state, 'waiting');
  });

  it('leaves a run as it is of which nothing failed, or that was applied', () => {
    const done = stateOf(runStart, proposed, approved, ended(schemas, 'succeeded'), ended(coreLogic, 'cancelled'));
    const applied = stateOf(...over, { type: 'changes-applied', files: [] });
    for (const state of [done, applied, stateOf(runStart, proposed)]) {
      assert.equal(withFailuresReopened(state).state, state);
    }
  });
});

describe('a workstream that begins anew', () => {
  it('is at work again, lets wait what was skipped, and voids what had been proposed', () => {
    const again = events(...over, runStart, { type: 'workstream-start', ...schemas });
    let state = stateOf(...over);
    for (const event of again.slice(over.length)) state = reduceRun(state, event);
    assert.deepEqual(statesOf(state), ['running', 'waiting']);
    assert.deepEqual([state.changes, state.checks, state.end], [undefined, [], undefined]);
    assert.equal(state.workstreams[0]?.endedAt, undefined);
  });
});
