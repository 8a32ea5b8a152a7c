import assert from 'node:assert/strict';
import type { RunEventBody } from '../../../src/core/runEvent';
import { redChecksText } from '../../../src/presentation/checks';
import { culpritText, repairViews } from '../../../src/presentation/repairs';
import { runNode } from '../../../src/presentation/runTree';
import { panelView } from '../../../src/presentation/runView';
import { plan, runStart, stateOf } from './fixtures';

const place = { section: '2', workstream: 'core_logic' };
const ended = (outcome: 'passed' | 'failed'): RunEventBody => ({
  ...{ type: 'check-end', name: 'tests', command: ['npm', 'test'], outcome, exitCode: 1 },
});
const red: readonly RunEventBody[] = [runStart, { type: 'plan-approved', plan }, ended('failed')];
const culprit: RunEventBody = { type: 'culprit-found', ...place, checks: ['tests'], proof: 'alone' };
const begun: RunEventBody = { type: 'repair-start', ...place, round: 1, rounds: 2, model: 'o3' };

describe('presentation/repairs', () => {
  it('says from whom red checks come, and that it is being repaired', () => {
    const state = stateOf(...red, culprit, begun);
    assert.equal(redChecksText(state), '1 of 1 check fails: tests, most likely from Core logic (o3).');
    assert.equal(culpritText(state), 'culprit: Core logic (o3), being repaired (1 of 2)');
    assert.deepEqual(repairViews(state), [
      { title: 'Repair 1 of 2: Core logic', text: 'o3 · at work', state: 'running' },
    ]);
  });

  it('shows a repaired run by its last checks, in panel and tree', () => {
    const end: RunEventBody = {
      type: 'repair-end',
      ...place,
      round: 1,
      model: 'o3',
      outcome: 'succeeded',
      files: ['src/a.ts'],
    };
    const state = stateOf(...red, culprit, begun, ended('passed'), end);
    assert.equal(redChecksText(state), undefined);
    const view = panelView(state, true, undefined);
    assert.deepEqual(
      view.checks.map(({ outcome }) => outcome),
      ['passed'],
    );
    assert.equal(view.culprit, 'culprit: Core logic (o3), repaired');
    assert.equal(view.repairs[0]?.text, 'o3 · the checks are green, changed src/a.ts');
    const checks = runNode(state, '2', true, new Date()).children.at(-1);
    assert.deepEqual(
      checks?.children.map(({ label }) => label),
      ['tests', 'Repair 1 of 2: Core logic'],
    );
  });

  it('shows what was taken back, and an interrupted round as cancelled', () => {
    const end: RunEventBody = {
      type: 'repair-end',
      ...place,
      round: 1,
      model: 'o3',
      outcome: 'failed',
      rolledBack: 'build fails',
    };
    const [first] = repairViews(stateOf(...red, culprit, begun, end));
    assert.deepEqual([first?.text, first?.state], ['o3 · taken back: build fails', 'failed']);
    assert.equal(panelView(stateOf(...red, culprit, begun), false, undefined).repairs[0]?.state, 'cancelled');
  });

  it('does not blame the run for what was red before', () => {
    const state = stateOf(...red, { type: 'log', level: 'warning', message: 'x', redBefore: ['tests'] });
    assert.equal(redChecksText(state), '1 of 1 check fails: tests, as before this run.');
    assert.equal(culpritText(state), 'red before this run: tests');
  });
});
