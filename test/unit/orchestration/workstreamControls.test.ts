import assert from 'node:assert/strict';
import type { Clock } from '../../../src/core/ports/clock';
import { createRunControls } from '../../../src/core/ports/runControl';
import { obeyCommands } from '../../../src/orchestration/obeyCommands';
import { WorkstreamControls } from '../../../src/orchestration/workstreamControls';

describe('WorkstreamControls', () => {
  it('asks politely for a cancel, ends at once for a stop', () => {
    const controls = new WorkstreamControls();
    const { turn } = controls.of('2/a');
    controls.take({ kind: 'cancel', key: '2/a' });
    assert.deepEqual([turn.ending.aborted, turn.stop.aborted], [true, false]);
    controls.take({ kind: 'stop', key: '2/a' });
    assert.deepEqual([turn.ending.aborted, turn.stop.aborted], [true, true]);
    assert.equal(controls.of('2/b').turn.ending.aborted, false);
  });

  it('gives a wish once, and a new turn after it; the last wish counts', () => {
    const control = new WorkstreamControls().of('2/a');
    assert.equal(control.take(), undefined);
    control.ask({ kind: 'end' }, false);
    control.ask({ kind: 'retry', model: 'opus' }, false);
    assert.deepEqual(control.take(), { kind: 'retry', model: 'opus' });
    assert.equal(control.take(), undefined);
    assert.equal(control.turn.ending.aborted, false);
  });

  it('tells of retries to whoever listens', () => {
    const controls = new WorkstreamControls();
    const heard: string[] = [];
    const silence = controls.listen((key) => void heard.push(key));
    controls.take({ kind: 'retry', key: '2/a', model: 'opus' });
    controls.take({ kind: 'cancel', key: '2/b' });
    silence();
    controls.take({ kind: 'retry', key: '2/c', model: 'opus' });
    assert.deepEqual(heard, ['2/a']);
  });
});

describe('obeyCommands', () => {
  const never = new Promise<void>(() => undefined);
  const clock = (sleep: Clock['sleep']): Clock => ({ now: () => new Date(0), sleep });
  const settled = () => new Promise((resolve) => setImmediate(resolve));

  it('ends a run when nobody is at work any more', async () => {
    const control = createRunControls();
    let idle: () => void = () => undefined;
    const commands = obeyCommands(
      { control, clock: clock(() => never) },
      { idle: () => new Promise((resolve) => (idle = resolve)) },
    );
    assert.equal(control.tell({ kind: 'cancel-run' }), true);
    await settled();
    assert.deepEqual([commands.ending.aborted, commands.cancelled.aborted], [true, false]);
    idle();
    await settled();
    assert.equal(commands.cancelled.aborted, true);
    commands.dispose();
    assert.equal(control.tell({ kind: 'cancel-run' }), false);
  });

  it('ends it after a while though somebody is', async () => {
    const control = createRunControls();
    const waited: number[] = [];
    const commands = obeyCommands(
      { control, clock: clock((ms) => Promise.resolve(void waited.push(ms))) },
      { idle: () => never },
    );
    control.tell({ kind: 'cancel-run' });
    await settled();
    assert.deepEqual([waited, commands.cancelled.aborted], [[5000], true]);
  });
});
