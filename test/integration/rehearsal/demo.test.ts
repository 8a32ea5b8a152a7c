import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { execa } from 'execa';

const demo = (...args: readonly string[]) =>
  execa(process.execPath, ['--import', 'tsx', 'test/setup/demo.ts', ...args], {
    reject: false,
    stdin: 'ignore',
    timeout: 300_000,
  });
const clone = async () =>
  (await execa`git status --porcelain -- resources test/setup package.json package-lock.json`).stdout;

describe('npm run demo', function () {
  this.timeout(300_000);

  it('develops the sample before your eyes, says what is scripted, and leaves the clone clean', async () => {
    const before = await clone();
    const { exitCode, stderr } = await demo();
    const folder = /^ {2}project {3}(.+)$/m.exec(stderr)?.[1] ?? '';
    try {
      assert.equal(exitCode, 0, stderr);
      assert.match(stderr, /The models are SCRIPTED/);
      assert.match(stderr, /Schema generation: fallback from gemini-pro to sonnet \(rate-limited\)/);
      assert.match(stderr, /src\/index\.ts: conflict between/);
      assert.match(stderr, /src\/index\.ts: joined by opus/);
      assert.match(stderr, /✗ tests: failed/);
      assert.match(stderr, /Culprit: 2\/core_logic \(o3\)/);
      assert.match(stderr, /✓ Repair 1: o3: src\/loans\/rules\.ts/);
      for (const check of ['type check', 'tests', 'build']) assert.match(stderr, new RegExp(`✓ ${check}: passed`));
      assert.match(stderr, /src\/loans\/desk\.ts +\| +\d+/);
      assert.match(readFileSync(join(folder, 'src/index.ts'), 'utf8'), /sendReminders/);
      assert.ok(existsSync(join(folder, '.mao/runs')));
      assert.equal(await clone(), before);
    } finally {
      if (folder !== '') rmSync(dirname(folder), { recursive: true, force: true });
    }
  });

  it('asks before it uses real quota, and does nothing where nobody can answer', async () => {
    const { exitCode, stderr } = await demo('--real');
    assert.equal(exitCode, 2);
    assert.match(stderr, /uses your quota/);
    assert.match(stderr, /--real --yes/);
  });

  it('knows its arguments', async () => {
    const { exitCode, stderr } = await demo('--reel');
    assert.notEqual(exitCode, 0);
    assert.match(stderr, /Unknown: --reel/);
  });
});
