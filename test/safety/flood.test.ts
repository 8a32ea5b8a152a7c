import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import * as z from 'zod';
import { begun, clis } from './cliLab';

const measured = z.object({ lines: z.number(), characters: z.number(), cut: z.number(), megabytes: z.number() });

/** Runs an attempt in a process of its own, where nothing else takes memory, and gives what that process measured. */
async function attempt(cli: string, actions: readonly Readonly<Record<string, unknown>>[]) {
  const args = ['--import', 'tsx', '--expose-gc', 'test/safety/measuredAttempt.ts', cli, JSON.stringify(actions)];
  const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 280_000 });
  return measured.parse(JSON.parse(stdout));
}

describe('safety: flood', function () {
  this.timeout(300_000);

  for (const cli of clis) {
    it(`takes 100 MB in lines from ${cli} within 50 MB`, async function () {
      if (!existsSync('/proc/self/status')) return this.skip();
      const { lines, megabytes } = await attempt(cli, [begun[cli], { flood: 100 }]);
      assert.ok(lines > 100 * 1024 && lines < 101 * 1024, `${lines} lines came through`);
      console.log(`        + ${megabytes} MB`);
      assert.ok(megabytes <= 50, `${megabytes} MB`);
    });
  }

  it('takes one line of 100 MB within 100 MB, and cuts it', async function () {
    if (!existsSync('/proc/self/status')) return this.skip();
    const { cut, characters, megabytes } = await attempt('claude', [{ longLine: 100 }]);
    assert.deepEqual([cut, characters], [1, 4 * 1024 * 1024]);
    console.log(`        + ${megabytes} MB`);
    assert.ok(megabytes <= 100, `${megabytes} MB`);
  });
});
