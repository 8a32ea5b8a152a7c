import assert from 'node:assert/strict';
import type { RepairState } from '../../../src/core/runState';
import { renderReport } from '../../../src/synthesis/renderReport';
import { registry, runState, workstream } from './reportState';

const repair = (more: Partial<RepairState>): RepairState => ({
  ...{
    round: 1,
    rounds: 2,
    section: '2',
    workstream: 'core',
    model: 'o3',
    outcome: 'failed',
    fallbacks: [],
    rolledBack: undefined,
  },
  ...{ files: ['src/rules.ts'], outsideOwnership: [], failure: undefined, summary: undefined, checksBefore: 1 },
  ...more,
});
const check = { name: 'tests', command: ['npm', 'test'], exitCode: 1, durationMs: 1, output: 'x' };
const report = (more: Parameters<typeof runState>[0]) =>
  renderReport({ state: runState({ workstreams: [workstream('core', 'o3')], ...more }), registry, notes: [] });

describe('the report of a repaired run', () => {
  it('says nothing of repair where nothing was red', () => {
    assert.doesNotMatch(report({}), /repair/i);
  });

  it('names the culprit and every round: by whom, what came of it, what was taken back', () => {
    const text = report({
      culprits: [{ section: '2', workstream: 'core', checks: ['tests'], proof: 'alone' }],
      repairs: [
        repair({ rolledBack: 'build passed before and failed after it' }),
        repair({ round: 2, model: 'opus', outcome: 'succeeded', outsideOwnership: ['src/index.ts'] }),
      ],
    });
    assert.match(text, /\*\*core \(o3\)\*\*: green without it: tests\./);
    assert.match(text, /\| +1 \| core \(o3\) +\| o3 +\| taken back: build passed before and failed after it +\|/);
    assert.match(text, /\| +2 \| core \(o3\) +\| opus +\| the checks are green +\| `src\/rules\.ts`/);
    assert.match(text, /Round 2 changed outside its ownership: `src\/index\.ts`/);
    assert.match(text, /done, verified/);
  });

  it('is honest where no single workstream explains it', () => {
    assert.match(
      report({ repairs: [repair({ section: undefined, workstream: 'merge' })] }),
      /No single workstream explains/,
    );
  });

  it('tells what was red before the run from what the run broke', () => {
    const text = report({ checks: [{ ...check, outcome: 'failed' }], redBefore: ['tests'] });
    assert.match(text, /1 of 1 check red as before this run/);
    assert.match(text, /\*\*tests\*\* was red before this run/);
    assert.match(text, /MAO repairs only what a run broke/);
  });
});
