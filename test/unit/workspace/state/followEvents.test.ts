import assert from 'node:assert/strict';
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { followEvents } from '../../../../src/workspace/state/followEvents';

const line = (seq: number, message = 'ü\u2028') =>
  JSON.stringify({ type: 'log', time: '2026-11-22T10:00:00Z', runId: 'r', seq, level: 'info', message });

describe('followEvents', () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'mao-follow-'))));
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('gives every event once as it comes, also one that is written in pieces, and ends with its writer', async () => {
    const path = join(folder, 'events.jsonl');
    await writeFile(path, `${line(1)}\n${line(2)}`);
    let live = true;
    const turns = [
      () => appendFile(path, `\n${line(3).slice(0, 40)}`),
      () => appendFile(path, `${line(3).slice(40)}\ngarbage\n`),
      async () => {
        await appendFile(path, `${line(4, 'x'.repeat(600_000))}\n${line(5)}\n{"torn`);
        live = false;
      },
    ];
    const clock = { now: () => new Date(), sleep: async () => turns.shift()?.() };
    const seen: number[] = [];
    const never = new AbortController().signal;
    for await (const event of followEvents(path, () => Promise.resolve(live), clock, never)) seen.push(event.seq);
    assert.deepEqual([seen, turns.length], [[1, 2, 3, 4, 5], 0]);
  });

  it('waits for a log that is not there yet, and ends when it is told to', async () => {
    const stop = new AbortController();
    const sleep = () => {
      stop.abort();
      return Promise.resolve();
    };
    const clock = { now: () => new Date(), sleep };
    const events = followEvents(join(folder, 'none'), () => Promise.resolve(true), clock, stop.signal);
    for await (const event of events) assert.fail(event.type);
  });
});
