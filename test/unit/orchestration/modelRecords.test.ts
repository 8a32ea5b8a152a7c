import assert from 'node:assert/strict';
import { runEventSchema, type RunEvent, type RunEventBody } from '../../../src/core/runEvent';
import { RecordCount } from '../../../src/orchestration/modelRecords';

// eslint-disable-next-line @typescript-eslint/require-await -- a log is read as a stream
async function* log(...bodies: readonly RunEventBody[]): AsyncGenerator<RunEvent> {
  for (const [at, body] of bodies.entries()) {
    const time = new Date(Date.UTC(2026, 10, 22, 10, 0, at)).toISOString();
    yield runEventSchema.parse({ ...body, time, runId: 'r', seq: at + 1 });
  }
}

const of = (workstream: string) => ({ section: '2', workstream });
const start = (workstream: string, model: string, cli = 'claude'): RunEventBody => ({
  ...{ type: 'attempt-start', ...of(workstream), model, cli, transport: 'direct' },
});
const fallback = (workstream: string, from: string, to: string): RunEventBody => ({
  ...{ type: 'fallback', ...of(workstream), from, to, reason: 'timeout', message: 'm' },
});
const end = (
  workstream: string,
  model: string,
  outcome: 'succeeded' | 'failed' | 'skipped' | 'cancelled',
): RunEventBody => ({
  ...{ type: 'workstream-end', ...of(workstream), outcome, model, files: [], outsideOwnership: [] },
});
const proposed: RunEventBody = { type: 'changes-proposed', files: [], refused: [] };
const runEnd = (outcome: 'succeeded' | 'failed' | 'cancelled'): RunEventBody => ({
  ...{ type: 'run-end', outcome, diversity: { expected: 0, observed: 0 }, durationMs: 1 },
});

describe('RecordCount', () => {
  it('counts what a model was the first to get, and of that what was merged without a fallback', async () => {
    const count = new RecordCount();
    await count.add(
      log(
        ...[start('a', 'sonnet'), end('a', 'sonnet', 'succeeded')],
        ...[start('b', 'o3'), fallback('b', 'o3', 'sonnet'), start('b', 'sonnet'), end('b', 'sonnet', 'succeeded')],
        ...[fallback('c', 'gemini-pro', 'opus'), start('c', 'opus'), end('c', 'opus', 'succeeded')],
        ...[start('d', 'sonnet'), end('d', 'sonnet', 'failed')],
        ...[end('e', 'opus', 'skipped'), proposed, runEnd('succeeded')],
      ),
    );
    assert.deepEqual(Object.fromEntries(count.models), {
      sonnet: { merged: 1, of: 2 },
      o3: { merged: 0, of: 1 },
      'gemini-pro': { merged: 0, of: 1 },
    });
  });

  it('leaves out what was never merged because the user stopped it, but not what failed', async () => {
    const count = new RecordCount();
    await count.add(log(start('a', 'sonnet'), end('a', 'sonnet', 'succeeded'), runEnd('cancelled')));
    await count.add(log(start('a', 'sonnet'), end('a', 'sonnet', 'succeeded')));
    assert.equal(count.models.size, 0);
    await count.add(log(start('a', 'sonnet'), end('a', 'sonnet', 'failed'), runEnd('failed')));
    assert.deepEqual(count.models.get('sonnet'), { merged: 0, of: 1 });
  });

  it('counts no repair as a workstream', async () => {
    const count = new RecordCount();
    const repair = { task: 'repair', ...of('a') };
    await count.add(
      log(
        ...[start('a', 'sonnet'), end('a', 'sonnet', 'succeeded')],
        ...[{ ...start('a', 'opus'), ...repair }, proposed, runEnd('succeeded')],
      ),
    );
    assert.deepEqual([...count.models.keys()], ['sonnet']);
  });

  it('knows of a CLI whether it was signed in when it was last asked', async () => {
    const count = new RecordCount();
    const ended = (model: string, code?: 'not-signed-in' | 'timeout'): RunEventBody =>
      code === undefined
        ? { type: 'attempt-end', ...of('a'), model, outcome: 'succeeded' }
        : { type: 'attempt-end', ...of('a'), model, outcome: 'failed', failure: { code, message: 'm' } };
    await count.add(
      log(
        ...[start('a', 'gemini-pro', 'gemini'), ended('gemini-pro', 'not-signed-in')],
        ...[start('a', 'opus'), ended('opus'), start('a', 'opus'), ended('opus', 'timeout')],
      ),
    );
    assert.deepEqual(
      [...count.signIns].map(([cli, { signedIn }]) => [cli, signedIn]),
      [
        ['gemini', false],
        ['claude', true],
      ],
    );
  });
});
