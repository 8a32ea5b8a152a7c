import assert from 'node:assert/strict';
import type { RunLog } from '../../../src/core/ports/runLog';
import type { RunEvent } from '../../../src/core/runEvent';
import { createRedactor } from '../../../src/core/redaction/redactor';
import { askAfter } from '../../../src/orchestration/askAfter';
import { RunEmitter } from '../../../src/orchestration/runEmitter';

const redactor = createRedactor([]);
const clock = { now: () => new Date('2026-11-22T10:15:30Z'), sleep: () => Promise.resolve() };

function logTo(written: RunEvent[], fail?: (event: RunEvent) => boolean): RunLog {
  const refuse = () => Promise.reject(new Error('not used here'));
  return {
    directory: '/none',
    append: async (event) => {
      await new Promise((resolve) => setImmediate(resolve));
      if (fail?.(event)) throw new Error('disk full');
      written.push(event);
    },
    read: async function* () {},
    writeFile: refuse,
    readFile: refuse,
    transcript: refuse,
    close: () => Promise.resolve(),
  };
}

describe('RunEmitter', () => {
  it('numbers events from 1 without gaps and hands them on only when they are written', async () => {
    const written: RunEvent[] = [];
    const emitter = new RunEmitter('r1', logTo(written), clock, () => assert.fail('not broken'), redactor);
    emitter.emit({ type: 'run-start', command: 'develop', sections: ['2'], transport: 'direct', workspace: '/w' });
    for (let index = 0; index < 20; index += 1) emitter.emit({ type: 'log', level: 'info', message: String(index) });
    void emitter.end();
    const seen: number[] = [];
    for await (const event of emitter.events) {
      assert.ok(written.includes(event), 'an event was seen before it was written');
      seen.push(event.seq);
    }
    assert.deepEqual(
      seen,
      Array.from({ length: 21 }, (_, index) => index + 1),
    );
  });

  it('knows the state of everything emitted so far', () => {
    const emitter = new RunEmitter('r1', logTo([]), clock, () => undefined, redactor);
    assert.throws(() => emitter.state, /not started/);
    emitter.emit({ type: 'run-start', command: 'plan', sections: ['2'], transport: 'direct', workspace: '/w' });
    assert.equal(emitter.state.command, 'plan');
  });

  it('ends the stream with the error and says so once when the log can not be written', async () => {
    const causes: unknown[] = [];
    const emitter = new RunEmitter(
      'r1',
      logTo([], (event) => event.seq === 2),
      clock,
      (cause) => causes.push(cause),
      redactor,
    );
    emitter.emit({ type: 'run-start', command: 'develop', sections: [], transport: 'direct', workspace: '/w' });
    await emitter.settled();
    emitter.emit({ type: 'log', level: 'info', message: 'lost' });
    await emitter.settled();
    emitter.emit({ type: 'log', level: 'info', message: 'after' });
    const seen: number[] = [];
    await assert.rejects(async () => {
      for await (const event of emitter.events) seen.push(event.seq);
    }, /disk full/);
    assert.deepEqual(seen, [1]);
    assert.equal(causes.length, 1);
  });

  it('lets a question be asked only when all that was told before is handed on', async () => {
    const emitter = new RunEmitter('r1', logTo([]), clock, () => assert.fail('not broken'), redactor);
    const order: string[] = [];
    const reading = (async () => {
      for await (const event of emitter.events) order.push(event.type);
    })();
    const approver = askAfter(() => emitter.settled(), {
      approvePlan: () => Promise.resolve(undefined),
      approveChecks: async () => {
        await new Promise((resolve) => setImmediate(resolve));
        order.push('asked');
        return true;
      },
      approveServers: () => Promise.resolve('no'),
    });
    emitter.emit({ type: 'run-start', command: 'develop', sections: ['2'], transport: 'direct', workspace: '/w' });
    emitter.emit({ type: 'log', level: 'info', message: 'told' });
    assert.equal(await approver.approveChecks([], new AbortController().signal), true);
    await emitter.end();
    await reading;
    assert.deepEqual(order, ['run-start', 'log', 'asked']);
  });
});
