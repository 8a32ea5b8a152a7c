import assert from 'node:assert/strict';
import type { RunEventBody } from '../../../src/core/runEvent';
import { sectionWords } from '../../../src/presentation/sectionTree';
import { workstreamText } from '../../../src/presentation/workstreamText';
import { approved, coreLogic, proposed, runStart, schemas, stateOf } from './fixtures';

const attempt = { cli: 'gemini', transport: 'direct', attempt: 1 } as const;
const now = new Date('2026-11-22T10:15:40.000Z');
const end = (outcome: 'succeeded' | 'failed'): RunEventBody => ({
  ...{ type: 'workstream-end', ...schemas, outcome, model: 'gemini-pro', files: [], outsideOwnership: [] },
});
const begun: readonly RunEventBody[] = [
  ...[runStart, proposed, approved],
  { type: 'workstream-start', ...schemas },
  { type: 'attempt-start', ...schemas, ...attempt, model: 'gemini-pro' },
];

function texts(...bodies: readonly RunEventBody[]): readonly string[] {
  const { workstreams } = stateOf(...bodies);
  return workstreams.map((workstream) => workstreamText(workstream, workstreams, now));
}

describe('presentation/workstreamText', () => {
  it('tells who is at work and for how long, and what waits for whom', () => {
    assert.deepEqual(texts(...begun), ['gemini-pro · 37 s', 'waits for Schemas']);
    assert.deepEqual(texts(...begun, end('succeeded')), ['gemini-pro · 2 s', 'o3 · waits for its turn']);
  });

  it('tells who took over after what', () => {
    const fallback: RunEventBody = {
      ...{ type: 'fallback', ...schemas, from: 'gemini-pro', to: 'opus', reason: 'idle', message: 'm' },
    };
    const next: RunEventBody = { type: 'attempt-start', ...schemas, ...attempt, model: 'opus' };
    assert.equal(texts(...begun, fallback, next)[0], 'opus, after gemini-pro was idle · 37 s');
  });

  it('tells until when a model rests, else what happened to it', () => {
    const failed = (code: 'rate-limited' | 'timeout', retryAt?: string): RunEventBody => ({
      ...{ type: 'workstream-end', ...coreLogic, outcome: 'failed', model: 'o3', files: [], outsideOwnership: [] },
      failure: { code, message: 'm', ...(retryAt === undefined ? {} : { retryAt }) },
    });
    const started: readonly RunEventBody[] = [...begun, end('succeeded')];
    assert.match(
      texts(...started, failed('rate-limited', '2026-11-22T11:02:00.000Z'))[1] ?? '',
      /^o3: rate limited until .*02/,
    );
    assert.equal(texts(...started, failed('timeout'))[1], 'o3: timed out');
  });

  it('says of a section in one word that it is verified', () => {
    const diversity = { expected: 80, observed: 80 };
    const state = stateOf(
      ...begun,
      { type: 'check-end', name: 'tests', command: ['npm'], outcome: 'passed', exitCode: 0 },
      { type: 'run-end', outcome: 'succeeded', diversity, durationMs: 1 },
    );
    assert.equal(sectionWords(state), 'verified');
    assert.equal(sectionWords(stateOf(...begun)), 'running, 0 of 2 workstreams done');
  });
});
