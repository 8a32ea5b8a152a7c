import assert from 'node:assert/strict';
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FailureError } from '../../../../src/core/failure';
import type { RunEvent } from '../../../../src/core/runEvent';
import { listRunIds, readRunEnds } from '../../../../src/workspace/state/runEnds';
import { openRunArchive } from '../../../../src/workspace/state/runArchive';
import { openRunLog } from '../../../../src/workspace/state/runLog';

const event = (seq: number, message = 'x'): RunEvent => ({
  type: 'log',
  time: '2026-11-22T10:00:00Z',
  runId: 'r1',
  seq,
  level: 'info',
  message,
});

async function all(events: AsyncIterable<RunEvent>): Promise<number[]> {
  const seen: number[] = [];
  for await (const one of events) seen.push(one.seq);
  return seen;
}

describe('run log', () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'mao-log-'))));
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('keeps the order of events appended at once, and hides itself from git', async () => {
    const log = await openRunLog(folder, 'r1');
    await Promise.all(Array.from({ length: 200 }, (_, index) => log.append(event(index + 1))));
    await log.close();
    assert.deepEqual(
      await all(log.read()),
      Array.from({ length: 200 }, (_, index) => index + 1),
    );
    assert.equal(await readFile(join(folder, '.gitignore'), 'utf8'), '*\n');
  });

  it('cuts a torn last line and goes on behind the last whole one', async () => {
    const first = await openRunLog(folder, 'r1');
    await first.append(event(1));
    await first.close();
    await appendFile(join(first.directory, 'events.jsonl'), '{"type":"log","ti');
    assert.deepEqual(await all(first.read()), [1]);
    const second = await openRunLog(folder, 'r1');
    await second.append(event(2));
    await second.close();
    assert.deepEqual(await all(second.read()), [1, 2]);
  });

  it('cuts a torn line that is longer than one read', async () => {
    const first = await openRunLog(folder, 'r1');
    await first.append(event(1));
    await first.close();
    await appendFile(join(first.directory, 'events.jsonl'), 'x'.repeat(300_000));
    const second = await openRunLog(folder, 'r1');
    await second.append(event(2));
    await second.close();
    assert.deepEqual(await all(second.read()), [1, 2]);
  });

  it('skips damaged lines in the middle', async () => {
    const log = await openRunLog(folder, 'r1');
    await log.append(event(1));
    await log.close();
    await appendFile(
      join(log.directory, 'events.jsonl'),
      'garbage\n{"type":"nothing"}\n' + JSON.stringify(event(2)) + '\n',
    );
    assert.deepEqual(await all(log.read()), [1, 2]);
  });

  it('writes files whole, and transcripts by attempt', async () => {
    const log = await openRunLog(folder, 'r1');
    const file = await log.writeFile('report.md', '# Report\n');
    await Promise.all([log.transcript('2-schemas-1', 'one'), log.transcript('2-schemas-1', 'two')]);
    await log.close();
    assert.equal(await readFile(file, 'utf8'), '# Report\n');
    assert.equal(await log.readFile('report.md'), '# Report\n');
    assert.equal(await log.readFile('nothing.md'), undefined);
    assert.equal(await readFile(join(log.directory, 'transcripts', '2-schemas-1.jsonl'), 'utf8'), 'one\ntwo\n');
  });

  it('says what to do when the state can not be written', async () => {
    const blocked = join(folder, 'blocked');
    await writeFile(blocked, 'a file where the folder should be');
    await assert.rejects(
      openRunLog(blocked, 'r1'),
      (error) => error instanceof FailureError && error.message.includes(blocked),
    );
  });

  it('lists runs newest first and reads only their ends', async () => {
    for (const id of ['20261122-101530-aaaa', '20261122-111530-bbbb']) {
      const log = await openRunLog(folder, id);
      for (let seq = 1; seq <= 1000; seq += 1) void log.append(event(seq, 'y'.repeat(200)));
      await log.append(event(1001));
      await log.close();
    }
    assert.deepEqual(await listRunIds(folder), ['20261122-111530-bbbb', '20261122-101530-aaaa']);
    const ends = await readRunEnds(folder, '20261122-101530-aaaa');
    assert.equal(ends.first?.seq, 1);
    assert.equal(ends.last.at(-1)?.seq, 1001);
    assert.ok(ends.last.length < 400);
    assert.deepEqual(await listRunIds(join(folder, 'nowhere')), []);
    assert.deepEqual(await readRunEnds(folder, 'unknown'), { runId: 'unknown', first: undefined, last: [] });
  });

  it('leaves what models said out of the ends of a log, but not its very last event', async () => {
    const log = await openRunLog(folder, 'r1');
    const said = (seq: number): RunEvent => ({ ...event(seq), type: 'text-delta', text: 'x "type":"text-delta"' });
    await log.append(event(1));
    for (let seq = 2; seq <= 4; seq++) await log.append(said(seq));
    await log.append(event(5, '"type":"text-delta"'));
    await log.append(said(6));
    await log.append(said(7));
    await log.close();
    const { last } = await readRunEnds(folder, 'r1');
    assert.deepEqual(
      last.map(({ seq }) => seq),
      [1, 5, 7],
    );
  });

  it('gives the milestones of a log without what comes in masses', async () => {
    const log = await openRunLog(folder, 'r1');
    await log.append(event(1));
    await log.append({ ...event(2), type: 'text-delta', text: 'x' });
    await log.append({ ...event(3), type: 'tool-use', name: 'Write', detail: 'a.ts' });
    await log.append(event(4, '"type":"tool-use"'));
    await log.close();
    assert.deepEqual(await all(openRunArchive(folder).readMilestones('r1')), [1, 4]);
    assert.deepEqual(await all(openRunArchive(folder).readMilestones('unknown')), []);
  });
});
