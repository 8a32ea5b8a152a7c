import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createProcessRunner } from '../../src/adapters/process/processRunner';
import { systemClock } from '../../src/core/ports/clock';
import { nullLogger } from '../../src/core/ports/logger';
import { runChecks } from '../../src/synthesis/runChecks';
import { isRunning } from '../integration/adapters/scriptedCli';

describe('safety: verification', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'mao-checks-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Runs scripts with Node, one check each, with a limit in seconds. */
  const run = (scripts: readonly string[], signal = new AbortController().signal, limitSeconds = 1) =>
    runChecks({
      runner: createProcessRunner({ assertMayExecute: () => undefined, logger: nullLogger }),
      commands: scripts.map((script, at) => ({ name: `check ${at}`, command: ['node', '-e', script], source: 'test' })),
      cwd: folder,
      env: { PATH: process.env['PATH'] ?? '' },
      resolveExecutable: (name) => Promise.resolve(name === 'node' ? process.execPath : undefined),
      limitSeconds,
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
    const [result] = await run(
      [
        `const child = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
       require('node:fs').writeFileSync('pid', String(child.pid));
       setInterval(() => {}, 1000);`,
      ],
      new AbortController().signal,
      4,
    );
    assert.equal(result?.outcome, 'timed-out');
    assert.match(result.output, /Ended after its limit of 4 s/);
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

  it('takes what a check left behind down with it, however it ended, and does not wait for it', async () => {
    const started = Date.now();
    const [result] = await run([
      `const child = require('node:child_process').spawn(process.execPath, ['-e', 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000)'], { stdio: 'inherit' });
       require('node:fs').writeFileSync('pid', String(child.pid));
       console.log('all tests pass');
       process.exit(0);`,
    ]);
    assert.deepEqual([result?.outcome, result?.output], ['passed', 'all tests pass']);
    assert.equal(isRunning(Number(readFileSync(join(folder, 'pid'), 'utf8'))), false);
    assert.ok(Date.now() - started < 30_000);
  });

  it('ends a check that will not be ended, with all that it forks again and again', async () => {
    const [result] = await run(
      [
        `process.on('SIGTERM', () => {});
       const { appendFileSync } = require('node:fs');
       const stay = 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000)';
       setInterval(() => {
         const child = require('node:child_process').spawn(process.execPath, ['-e', stay], { stdio: 'ignore' });
         appendFileSync('pids', child.pid + '\\n');
       }, 200);`,
      ],
      new AbortController().signal,
      4,
    );
    assert.equal(result?.outcome, 'timed-out');
    const pids = readFileSync(join(folder, 'pids'), 'utf8').trim().split('\n').map(Number);
    assert.deepEqual(pids.filter(isRunning), []);
  });

  it('does not wait for a process that left the group and holds the output open', async () => {
    const [result] = await run([
      `const child = require('node:child_process').spawn(process.execPath, ['-e', 'setTimeout(() => {}, 20_000)'], { stdio: 'inherit', detached: true });
       child.unref();
       require('node:fs').writeFileSync('pid', String(child.pid));
       console.log('done');
       process.exit(0);`,
    ]);
    assert.deepEqual([result?.outcome, result?.output], ['passed', 'done']);
    const pid = Number(readFileSync(join(folder, 'pid'), 'utf8'));
    if (isRunning(pid)) process.kill(pid, 'SIGKILL');
  });

  it('ends a check that watches: it passed, said so, and waits for changes for ever', async () => {
    const [result] = await run([
      `console.log('14 passing'); console.log('Watching for file changes...');
       require('node:fs').watch('.', () => console.log('again')); process.stdin.resume();`,
    ]);
    assert.equal(result?.outcome, 'timed-out');
    assert.match(result.output, /Watching for file changes[^]*Ended after its limit of 1 s/);
  });

  it('ends a check that prints one line without end, and keeps little of it', async () => {
    const [result] = await run(["const flood = () => { process.stdout.write('x'.repeat(65536), flood); }; flood();"]);
    assert.equal(result?.outcome, 'timed-out');
    assert.ok(result.output.length < 10_000, `${result.output.length} characters`);
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
