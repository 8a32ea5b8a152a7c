import assert from 'node:assert/strict';
import type { AttemptEnd } from '../../src/core/adapterEvent';
import { isRunning, type ScriptedCli } from '../integration/adapters/scriptedCli';
import { begun, type Cli, clis, requestTo, scriptedAdapter } from './cliLab';
import { soaks, times } from './soak';

/** Milliseconds after which all must be gone: the bar is 2 s; more where a machine may be slow. */
const patience = soaks ? 2000 : 5000;

describe('safety: cancel', function () {
  this.timeout(times(120_000, 600_000));
  let scripts: ScriptedCli[] = [];
  afterEach(() => {
    for (const script of scripts) script.dispose();
    scripts = [];
  });

  const rounds = times(3, 20);
  for (let round = 1; round <= rounds; round++) {
    it(`leaves none of 8 CLIs with stubborn grandchildren (${round} of ${rounds})`, async () => {
      const child = (ownGroup: boolean) => ({ child: { ignoreTerm: true, keepPipe: true, ownGroup } });
      // Only Linux tells who descends from whom once a process has left the group.
      const isLinux = process.platform === 'linux';
      const stubborn = (cli: Cli) =>
        scriptedAdapter(cli, [
          { ignoreTerm: true },
          child(false),
          child(isLinux),
          begun[cli],
          { text: '{"up":true}\n' },
          { hang: true },
        ]);
      const attempts = Array.from({ length: 8 }, (_, index) => ({
        ...stubborn(clis[index % clis.length] ?? 'claude'),
        cancel: new AbortController(),
      }));
      scripts = attempts.map(({ script }) => script);
      const survivors = () => attempts.flatMap(({ script }) => script.survivors());
      const heads: number[] = [];
      let up = 0;
      let left: Promise<readonly number[]> | undefined;
      const ends = await Promise.all(
        attempts.map(async ({ adapter, script, cancel }): Promise<AttemptEnd | undefined> => {
          for await (const event of adapter.run(requestTo(script), cancel.signal)) {
            if (event.type === 'start') heads.push(event.pid);
            if (event.type === 'end') return event;
            if (event.type !== 'raw' || event.line !== '{"up":true}' || ++up < attempts.length) continue;
            assert.equal(survivors().length, 16, 'all of them are up');
            left = new Promise((resolve) => setTimeout(() => resolve(survivors()), patience));
            attempts.forEach((attempt) => attempt.cancel.abort());
          }
          return undefined;
        }),
      );
      for (const end of ends) assert.deepEqual(end, { type: 'end', outcome: 'cancelled' });
      assert.deepEqual(await left, [], `${patience} ms after the cancel`);
      assert.deepEqual(survivors(), []);
      assert.equal(heads.length, 8);
      assert.ok(!heads.some(isRunning));
    });
  }
});
