import assert from 'node:assert/strict';
import type { RunEventBody } from '../../../src/core/runEvent';
import { findingSchema } from '../../../src/core/finding';
import { chatSummary, findingsText, runsText } from '../../../src/presentation/chatText';
import { approved, proposed, runStart, schemas, stateOf } from './fixtures';

describe('what the chat tells of a run', () => {
  it('that there are files to review, as long as they are neither applied nor sent away', () => {
    const done: readonly RunEventBody[] = [
      runStart,
      { type: 'changes-proposed', files: [{ path: 'src/a.ts', kind: 'create', hunks: [] }], refused: [] },
      { type: 'run-end', outcome: 'succeeded', diversity: { expected: 80, observed: 80 }, durationMs: 1 },
    ];
    assert.match(chatSummary(stateOf(...done)), /1 file to review/);
    const applied = chatSummary(stateOf(...done, { type: 'changes-applied', files: ['src/a.ts'] }));
    assert.match(applied, /Applied, 1 file/);
    assert.doesNotMatch(applied, /to review/);
  });
});

describe('what language models are told', () => {
  it('of runs: workstreams with their model, failure and files, and checks', () => {
    const state = stateOf(
      runStart,
      proposed,
      approved,
      {
        type: 'workstream-end',
        ...schemas,
        outcome: 'succeeded',
        model: 'sonnet',
        files: ['src/a.ts'],
        outsideOwnership: [],
      },
      { type: 'check-start', name: 'tests', command: ['npm', 'test'] },
      { type: 'check-end', name: 'tests', command: ['npm', 'test'], outcome: 'failed', exitCode: 1 },
    );
    const text = runsText([state]);
    assert.match(text, /^20261122-101500-abcd develop, 2 Loans: /);
    assert.match(text, /\n {2}2\/schemas Schemas: succeeded by sonnet; files: src\/a\.ts\n/);
    assert.match(text, /\n {2}check tests: failed$/);
    assert.equal(runsText([]), 'No run yet.');
  });

  it('of findings: place, dimension, id, why and suggestion', () => {
    const finding = findingSchema.parse({
      ...{
        id: 'q1',
        file: 'src/a.ts',
        line: 3,
        endLine: 4,
        severity: 'error',
        dimensions: ['security'],
        category: 'x',
      },
      ...{ message: 'open door', why: 'anybody enters', suggestion: 'close it', models: ['opus'], confidence: 1 },
    });
    assert.equal(
      findingsText([finding]),
      'error src/a.ts:3 open door (security; q1)\n  why: anybody enters\n  suggestion: close it',
    );
    assert.equal(findingsText([]), 'No finding is in force.');
  });
});
