import assert from 'node:assert/strict';
import type { RunEventBody } from '../../../src/core/runEvent';
import { runNode } from '../../../src/presentation/runTree';
import { silenceText } from '../../../src/presentation/silence';
import { approved, proposed, runStart, schemas, stateOf } from './fixtures';

const at = (time: string) => new Date(`2026-11-22T10:${time}.000Z`);

describe('silenceText', () => {
  it('speaks of a model that has said nothing for a minute, in whole minutes', () => {
    assert.equal(silenceText(at('15:00'), at('15:59')), undefined);
    assert.equal(silenceText(at('15:00'), at('16:00')), 'No output for 1 min');
    assert.equal(silenceText(at('15:00'), at('20:59')), 'No output for 5 min');
    assert.equal(silenceText(undefined, at('20:00')), undefined);
  });
});

describe('a silent workstream in the tree', () => {
  const started: readonly RunEventBody[] = [runStart, proposed, approved, { type: 'workstream-start', ...schemas }];
  const node = (live: boolean, now: Date, last?: string) =>
    runNode(stateOf(...started), '2', live, now, false, () => last).children[0];

  it('says so with a sign of its own, until something comes', () => {
    const silent = node(true, at('17:10'));
    assert.match(silent?.description ?? '', /No output for 2 min/);
    assert.equal(silent?.icon.name, 'warning');
    const speaking = node(true, at('17:10'), at('17:00').toISOString());
    assert.doesNotMatch(speaking?.description ?? '', /No output/);
    assert.equal(speaking?.icon.name, 'sync~spin');
  });

  it('says nothing of a run that is not under way, and tells the menus what can be done', () => {
    assert.doesNotMatch(node(false, at('17:10'))?.description ?? '', /No output/);
    assert.equal(node(true, at('15:10'))?.context, 'workstream.running.end.retry');
    assert.equal(node(false, at('15:10'))?.context, 'workstream.cancelled.retry');
    assert.equal(node(true, at('15:10'))?.column, '2/schemas');
  });
});
