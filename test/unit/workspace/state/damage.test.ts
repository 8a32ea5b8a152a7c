import assert from 'node:assert/strict';
import { appendFile, mkdtemp, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunEvent } from '../../../../src/core/runEvent';
import { AppendFile } from '../../../../src/workspace/state/appendFile';
import { isRunning, ownProcess } from '../../../../src/workspace/state/processIdentity';
import { readEvents } from '../../../../src/workspace/state/readEvents';
import { readRunEnds } from '../../../../src/workspace/state/runEnds';
import { openRunLog } from '../../../../src/workspace/state/runLog';
import { acquireWorkspaceLock } from '../../../../src/workspace/state/workspaceLock';

const base = { time: '2026-11-22T10:00:00Z', runId: 'r1' };
const log = (seq: number, message: string): RunEvent => ({ ...base, type: 'log', seq, level: 'info', message });

describe('state on disk', () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'mao-state-'))));
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('keeps events whose text has every kind of line separator', async () => {
    const messages = ['a\u2028b', 'a\u2029b', 'a\r\nb\rc\nd', '\u0085', '\uFEFF', '\uD800', '__proto__'];
    const file = await openRunLog(folder, 'r1');
    for (const [at, message] of messages.entries()) await file.append(log(at + 1, message));
    await file.close();
    const read: string[] = [];
    for await (const event of file.read()) if (event.type === 'log') read.push(event.message);
    assert.deepEqual(read, messages);
  });

  it('reads no event from a torn line, even when it is whole JSON, and tells of damaged ones', async () => {
    const path = join(folder, 'events.jsonl');
    await writeFile(
      path,
      `${JSON.stringify(log(1, 'x'))}\ngarbage\n\n${JSON.stringify(log(2, 'x'))}\n${JSON.stringify(log(3, 'x'))}`,
    );
    const damaged: number[] = [];
    const seen: number[] = [];
    for await (const event of readEvents(path, (line) => damaged.push(line))) seen.push(event.seq);
    assert.deepEqual([seen, damaged], [[1, 2], [2]]);
  });

  it('finds the end of a run behind long events, and no end where text only speaks of one', async () => {
    const file = await openRunLog(folder, 'r1');
    await file.append({
      ...base,
      type: 'run-start',
      seq: 1,
      command: 'develop',
      sections: ['2'],
      transport: 'direct',
      workspace: '/w',
    });
    for (let seq = 2; seq < 2000; seq++) void file.append(log(seq, 'z'.repeat(300)));
    const diversity = { expected: 80, observed: 80 };
    await file.append({ ...base, type: 'run-end', seq: 2000, outcome: 'succeeded', diversity, durationMs: 5 });
    const files = Array.from({ length: 4000 }, (_, at) => `packages/some/long/path/to/a/file-${at}.ts`);
    await file.append({ ...base, type: 'changes-applied', seq: 2001, files });
    await file.close();
    const ends = await readRunEnds(folder, 'r1');
    assert.equal(ends.first?.type, 'run-start');
    assert.deepEqual(
      ends.last.slice(-2).map(({ type }) => type),
      ['run-end', 'changes-applied'],
    );
    const other = await openRunLog(folder, 'r2');
    await other.append({ ...log(1, '"type":"run-end"'), runId: 'r2' });
    await other.close();
    assert.ok((await readRunEnds(folder, 'r2')).last.every(({ type }) => type === 'log'));
  });

  it('ends with a whole line when a write fails half way, and takes no more', async () => {
    const path = join(folder, 'lines');
    const file = await AppendFile.open(path);
    await file.append('one', true);
    const prototype: unknown = Object.getPrototypeOf(
      await open(path, 'r').then(async (handle) => (await handle.close(), handle)),
    );
    assert.ok(typeof prototype === 'object' && prototype !== null);
    const real: unknown = Reflect.get(prototype, 'appendFile');
    Reflect.set(prototype, 'appendFile', async () => {
      await appendFile(path, 'half a li');
      throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
    });
    try {
      await assert.rejects(file.append('half a line', true), { code: 'ENOSPC' });
    } finally {
      Reflect.set(prototype, 'appendFile', real);
    }
    assert.equal(await readFile(path, 'utf8'), 'one\n');
    await assert.rejects(file.append('later', false), { code: 'ENOSPC' });
    await file.close();
    assert.equal(await readFile(path, 'utf8'), 'one\n');
    const again = await AppendFile.open(path);
    await again.append('two', false);
    await again.close();
    assert.equal(await readFile(path, 'utf8'), 'one\ntwo\n');
  });

  for (const [what, stale] of [
    ['no lock', undefined],
    ['a stale lock', '999999999\n1\nold\n'],
    ['a broken lock', ''],
  ] as const) {
    it(`lets exactly one of ten in at once over ${what}, and leaves nothing behind`, async () => {
      for (let round = 0; round < 10; round++) {
        if (stale !== undefined) await writeFile(join(folder, 'lock'), stale);
        const ends = await Promise.allSettled(
          Array.from({ length: 10 }, (_, at) => acquireWorkspaceLock(folder, `run-${at}`)),
        );
        const won = ends.filter((end) => end.status === 'fulfilled');
        assert.equal(won.length, 1, `round ${round}`);
        await Promise.all(won.map((end) => end.value()));
        assert.deepEqual(await readdir(folder), ['.gitignore']);
      }
    });
  }

  it('knows this process, and none of the past', async () => {
    const own = await ownProcess();
    assert.ok(await isRunning(own));
    assert.ok(!(await isRunning({ ...own, pid: 999_999_999 })));
    if (process.platform === 'linux') assert.ok(!(await isRunning({ ...own, started: '1' })));
  });
});
