import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createProcessRunner } from '../../../src/adapters/process/processRunner';
import { systemClock } from '../../../src/core/ports/clock';
import { nullLogger } from '../../../src/core/ports/logger';
import { runChecks } from '../../../src/synthesis/runChecks';
import { isRunning } from '../adapters/scriptedCli';

describe('runChecks with real programs', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'mao-checks-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Runs scripts with Node, one check each, with a limit of one second. */
  const run = (scripts: readonly string[], signal = new AbortController().signal) =>
    runChecks({
      runner: createProcessRunner({ assertMayExecute: () => undefined, logger: nullLogger }),
      commands: scripts.map((script, at) => ({ name: `check ${at}`, command: ['node', '-e', script], source: 'test' })),
      cwd: folder,
      env: { PATH: process.env['PATH'] ?? '' },
      resolveExecutable: (name) => Promise.resolve(name === 'node' ? process.execPath : undefined),
      limitSeconds: 1,
      emit: () => undefined,
      output: () => undefined,
      signal,
      clock: systemClock,
    });

  it('tells passed from failed, and keeps what both wrote on either stream', async () => {
    const results = await run(["console.log('fine')", "console.error('not fine'); process.exit(3)"]);
    assert.deepEqual(
      results.map(({ outcome, exitCode, output }) => [outcome, exitCode, output]),
      [
        ['passed', 0, 'fine'],
        ['failed', 3, 'not fine'],
      ],
    );
  });

  it('ends a check that hangs, with what it forked', async () => {
    const [result] = await run([
      `const child = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
       require('node:fs').writeFileSync('pid', String(child.pid));
       setInterval(() => {}, 1000);`,
    ]);
    assert.equal(result?.outcome, 'timed-out');
    assert.match(result.output, /Ended after its limit of 1 s/);
    assert.equal(isRunning(Number(readFileSync(join(folder, 'pid'), 'utf8'))), false);
  });

  it('ends a check that prints without end, and keeps little of it', async () => {
    const [result] = await run([
      "const flood = () => { process.stdout.write('x'.repeat(79) + '\\n', flood); }; flood();",
    ]);
    assert.equal(result?.outcome, 'timed-out');
    assert.ok(result.output.length < 70_000, `${result.output.length} characters`);
    assert.match(result.output, /lines left out/);
  });

  it('ends a check when the run is cancelled, and starts no other', async () => {
    const stop = new AbortController();
    const running = run(["setInterval(() => {}, 1000); console.log('on')", "console.log('never')"], stop.signal);
    stop.abort();
    const results = await running;
    assert.deepEqual(
      results.map(({ outcome }) => outcome),
      ['skipped'],
    );
  });
});
