import assert from 'node:assert/strict';
import type { RunEventBody } from '../../../src/core/runEvent';
import { transcriptChoices, transcriptText } from '../../../src/presentation/transcripts';
import { approved, proposed, runStart, schemas, stateOf } from './fixtures';

const attempt = (number: number, model: string, more: object = schemas): RunEventBody => ({
  type: 'attempt-start',
  ...more,
  attempt: number,
  model,
  cli: 'claude',
  transport: 'direct',
});
const state = stateOf(
  runStart,
  attempt(1, 'opus', { task: 'plan' }),
  { type: 'attempt-end', task: 'plan', attempt: 1, model: 'opus', outcome: 'succeeded' },
  proposed,
  approved,
  attempt(1, 'gemini-pro'),
  { type: 'attempt-end', ...schemas, attempt: 1, model: 'gemini-pro', outcome: 'failed' },
  attempt(2, 'sonnet'),
);

describe('transcriptChoices', () => {
  it('names the attempts of a workstream and their files, newest first', () => {
    assert.deepEqual(transcriptChoices(state, '2/schemas'), [
      { name: '2-schemas-2-sonnet', label: 'Attempt 2: sonnet', description: 'running', running: true },
      { name: '2-schemas-1-gemini-pro', label: 'Attempt 1: gemini-pro', description: 'failed · 1 s', running: false },
    ]);
  });

  it("names those of the run's own tasks", () => {
    assert.deepEqual(
      transcriptChoices(state, 'task:plan').map(({ name, label }) => [name, label]),
      [['plan-1-opus', 'Plan 1: opus']],
    );
    assert.deepEqual(transcriptChoices(state, '2/none'), []);
  });
});

describe('transcriptText', () => {
  it('says what it is of, and where the rest of a long one lies', () => {
    const tail = { text: '{"type":"result"}\n', left: 0, file: '/w/.mao/x.jsonl' };
    assert.match(
      transcriptText(state, 'x', tail),
      /^Transcript x of 2 Loans .*\n.*\/w\/.mao\/x.jsonl\n\n{"type":"result"}\n$/,
    );
    assert.match(
      transcriptText(state, 'x', { ...tail, left: 96 * 1024 * 1024 }),
      /96 MB before it are in the file: \/w/,
    );
    assert.match(transcriptText(state, 'x', undefined), /has not said anything yet/);
  });
});
