import assert from 'node:assert/strict';
import type { Clock } from '../../../src/core/ports/clock';
import { machineSettingsSchema } from '../../../src/core/machineSettings';
import { nullLogger } from '../../../src/core/ports/logger';
import type { ProcessEnd, ProcessRunner } from '../../../src/core/ports/processRunner';
import { CheckTrials } from '../../../src/orchestration/checkTrials';
import type { CheckContext } from '../../../src/orchestration/runCommands';
import { MemorySnapshotStore } from '../synthesis/memorySnapshotStore';

/** Trials of one check on a store in memory; `play` says how long a run of it takes and how it ends. */
function lab(
  checkSeconds: number,
  failedMs: number,
  play: (run: number) => readonly [seconds: number, exitCode: number],
) {
  let now = 0;
  const limits: number[] = [];
  const clock: Clock = { now: () => new Date(now), sleep: () => Promise.resolve() };
  const runner: ProcessRunner = {
    start(_invocation, { totalSeconds = 0 }) {
      limits.push(totalSeconds);
      const [seconds, exitCode] = play(limits.length);
      now += Math.min(seconds, totalSeconds) * 1000;
      const end: ProcessEnd =
        seconds > totalSeconds ? { kind: 'stopped', why: 'timeout' } : { kind: 'exited', exitCode };
      async function* none() {
        yield* await Promise.resolve([]);
      }
      const ended = Promise.resolve(end);
      return {
        pid: 1,
        lines: none(),
        ended,
        writeLine: () => undefined,
        closeInput: () => undefined,
        stop: () => Promise.resolve(),
      };
    },
  };
  const removed: string[] = [];
  class Store extends MemorySnapshotStore {
    override readonly addWorktree = (name: string, base: string) => Promise.resolve({ name, path: '/trial', base });
    override readonly resetWorktree = () => Promise.resolve();
    override readonly removeWorktree = ({ name }: { readonly name: string }) => {
      removed.push(name);
      return Promise.resolve();
    };
  }
  const store = new Store();
  const commit = store.commit('user', [], { 'a.txt': 'a' });
  const context: CheckContext = {
    checks: {
      runner,
      environment: {},
      resolveExecutable: (name) => Promise.resolve(`/bin/${name}`),
      hasLinked: () => Promise.resolve(false),
    },
    configuration: {
      ...{
        registry: new Map(),
        templates: new Map(),
        settings: machineSettingsSchema.parse({ limits: { checkSeconds } }),
      },
      ...{
        routing: { development: new Map(), qa: new Map(), preFlight: new Map(), journal: new Map() },
        mcpServers: new Map(),
      },
    },
    guard: { judge: () => Promise.resolve({ kind: 'allowed' }) },
    ...{ store, clock, logger: nullLogger, signal: new AbortController().signal, emit: () => assert.fail('an event') },
  };
  const command = { name: 'tests', command: ['t'], source: 'test' };
  const red = {
    ...command,
    outcome: failedMs > 0 ? ('failed' as const) : ('timed-out' as const),
    exitCode: 1,
    durationMs: failedMs,
    output: '',
  };
  const trials = new CheckTrials(context, commit, { commands: [command], red: [red] });
  const redOn = async () => (await trials.redOn(commit, new Set(['tests']), false))?.size;
  return { redOn, limits, removed, trials };
}

describe('CheckTrials', () => {
  it('tells nothing by events and removes its worktree', async () => {
    const { redOn, removed, trials } = lab(600, 1000, (run) => [1, run === 1 ? 0 : 1]);
    assert.deepEqual([await redOn(), await redOn()], [0, 1]);
    await trials.dispose();
    assert.deepEqual(removed, ['trial']);
  });

  it('gives a check that hangs no more than five times what it took before, half a minute at least', async () => {
    const quick = lab(600, 0, (run) => [run === 1 ? 2 : 9999, 0]);
    assert.deepEqual([await quick.redOn(), await quick.redOn()], [0, 1]);
    assert.deepEqual(quick.limits, [600, 30]);
    const slow = lab(600, 20_000, () => [9999, 0]);
    assert.equal(await slow.redOn(), 1);
    assert.deepEqual(slow.limits, [100]);
  });

  it('ends after sixteen trials, or twice the limit of one check', async () => {
    const many = lab(600, 1000, () => [0.1, 1]);
    for (let trial = 0; trial < 16; trial++) assert.equal(await many.redOn(), 1);
    assert.equal(await many.redOn(), undefined);
    const long = lab(100, 90_000, () => [80, 1]);
    // The third has 40 s left of 200: that it did not end in time tells nothing.
    assert.deepEqual([await long.redOn(), await long.redOn(), await long.redOn()], [1, 1, undefined]);
    assert.deepEqual(long.limits, [100, 100, 40]);
  });
});
