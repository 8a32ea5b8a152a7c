import assert from 'node:assert/strict';
import type { CheckCommand } from '../../../src/core/ports/approver';
import type { Clock } from '../../../src/core/ports/clock';
import type { Invocation, ProcessEnd, ProcessLimits, ProcessRunner } from '../../../src/core/ports/processRunner';
import type { RunEventBody } from '../../../src/core/runEvent';
import { OutputWindow } from '../../../src/synthesis/outputWindow';
import { plainLine } from '../../../src/synthesis/plainText';
import { runChecks } from '../../../src/synthesis/runChecks';

interface Script {
  readonly lines?: readonly string[];
  readonly end: ProcessEnd;
}

const exited = (exitCode: number): ProcessEnd => ({ kind: 'exited', exitCode });

/** Runs one check after the other against scripted programs, named by their path; the clock goes on by one second a reading. */
async function run(
  programs: Readonly<Record<string, Script>>,
  commands: readonly (readonly string[])[],
  abortAfter = 99,
  more: Partial<CheckCommand> = {},
) {
  const started: { invocation: Invocation; limits: ProcessLimits }[] = [];
  const events: RunEventBody[] = [];
  const streamed: string[] = [];
  const stop = new AbortController();
  let now = 0;
  const clock: Clock = { now: () => new Date((now += 1000)), sleep: () => Promise.resolve() };
  const runner: ProcessRunner = {
    start(invocation, limits) {
      started.push({ invocation, limits });
      if (started.length >= abortAfter) stop.abort();
      const script = programs[invocation.file] ?? {
        end: { kind: 'not-started', errorCode: 'ENOENT', message: 'gone' },
      };
      async function* lines() {
        for (const text of script.lines ?? []) yield await Promise.resolve([{ stream: 'stdout' as const, text }]);
      }
      return {
        pid: 1,
        lines: lines(),
        ended: Promise.resolve(script.end),
        writeLine: () => undefined,
        closeInput: () => undefined,
        stop: () => Promise.resolve(),
      };
    },
  };
  const results = await runChecks({
    runner,
    commands: commands.map((command, index) => ({ name: `check ${index + 1}`, command, source: 'test', ...more })),
    cwd: '/worktree',
    env: { PATH: '/bin' },
    resolveExecutable: (name) => Promise.resolve(`/bin/${name}` in programs ? `/bin/${name}` : undefined),
    limitSeconds: 7,
    emit: (event) => events.push(event),
    output: (name, line) => streamed.push(`${name}> ${line}`),
    signal: stop.signal,
    clock,
  });
  return { results, started, events, streamed };
}

describe('runChecks', () => {
  it('runs a check in the worktree, with the given environment and limit, and tells of it', async () => {
    const { results, started, events, streamed } = await run(
      { '/bin/npm': { lines: ['\u001B[32m14 passing\u001B[39m', 'done'], end: exited(0) } },
      [['npm', 'run', 'test']],
    );
    assert.deepEqual(started, [
      {
        invocation: {
          file: '/bin/npm',
          args: ['run', 'test'],
          cwd: '/worktree',
          env: { PATH: '/bin' },
          stdin: undefined,
        },
        limits: { totalSeconds: 7 },
      },
    ]);
    const command = ['npm', 'run', 'test'];
    const result = {
      name: 'check 1',
      command,
      outcome: 'passed' as const,
      exitCode: 0,
      durationMs: 1000,
      output: '14 passing\ndone',
    };
    assert.deepEqual(results, [result]);
    assert.deepEqual(events, [
      { type: 'check-start', name: 'check 1', command },
      { type: 'check-end', ...result },
    ]);
    assert.deepEqual(streamed, ['check 1> 14 passing', 'check 1> done']);
  });

  it("runs a folder's check there, with the program that it names from there, and its Python modules first", async () => {
    const programs = { '/worktree/api/.venv/bin/python': { end: exited(0) } };
    const more = { folder: 'api', pythonPath: ['src'] };
    const { started } = await run(programs, [['./.venv/bin/python', '-m', 'pytest']], 99, more);
    const { cwd, env } = started[0]?.invocation ?? {};
    assert.deepEqual([cwd, env], ['/worktree/api', { PATH: '/bin', PYTHONPATH: '/worktree/api/src' }]);
  });

  it('skips what is not installed, says so, and starts nothing', async () => {
    const { results, started } = await run({ '/bin/npx': { end: exited(0) } }, [['npx']], 99, { missing: 'no tsc' });
    assert.deepEqual(
      results.map(({ outcome, output }) => [outcome, output]),
      [['skipped', 'no tsc']],
    );
    assert.deepEqual(started, []);
  });

  it('runs the others after a red one', async () => {
    const { results } = await run({ '/bin/tsc': { end: exited(2) }, '/bin/npm': { end: exited(0) } }, [
      ['tsc'],
      ['npm'],
    ]);
    assert.deepEqual(
      results.map(({ outcome, exitCode }) => [outcome, exitCode]),
      [
        ['failed', 2],
        ['passed', 0],
      ],
    );
  });

  it('skips a program that is not there and says so', async () => {
    const { results, started, events, streamed } = await run({}, [['cargo', 'test']]);
    assert.deepEqual(started, []);
    assert.equal(results[0]?.outcome, 'skipped');
    assert.match(results[0].output, /cargo was not found on your PATH/);
    assert.match(streamed[0] ?? '', /^check 1> cargo was not found/);
    assert.deepEqual(
      events.map((event) => event.type),
      ['check-start', 'check-end'],
    );
  });

  const ends: readonly (readonly [string, ProcessEnd, string, number | null, RegExp])[] = [
    ['reaches its limit', { kind: 'stopped', why: 'timeout' }, 'timed-out', null, /after its limit of 7 s/],
    ['is killed', { kind: 'signalled', signal: 'SIGKILL' }, 'failed', null, /Ended by SIGKILL/],
    ['can not be started', { kind: 'not-started', errorCode: 'EACCES', message: 'no' }, 'skipped', null, /started: no/],
    ['misses a program', exited(127), 'failed', 127, /Install what the project depends on/],
    ['exits with 5', exited(5), 'failed', 5, /^$/],
  ];
  for (const [name, end, outcome, exitCode, output] of ends) {
    it(`is ${outcome} when the program ${name}`, async () => {
      const { results } = await run({ '/bin/x': { end } }, [['x']]);
      assert.equal(results[0]?.outcome, outcome);
      assert.equal(results[0].exitCode, exitCode);
      assert.match(results[0].output, output);
    });
  }

  it('does not take a project without any Python test for a red one', async () => {
    const { results } = await run({ '/bin/python': { end: exited(5) } }, [['python3', '-m', 'pytest']]);
    assert.equal(results[0]?.outcome, 'skipped');
    assert.equal(results[0].output, 'No tests were found.');
  });

  it('finds programs of the worktree and absolute ones by their path', async () => {
    const { started } = await run({}, [['./gradlew', 'test'], ['.venv/bin/python'], ['/opt/x']]);
    assert.deepEqual(
      started.map(({ invocation }) => invocation.file),
      ['/worktree/gradlew', '/worktree/.venv/bin/python', '/opt/x'],
    );
  });

  it('starts no further check after an abort', async () => {
    const stopped: Script = { end: { kind: 'stopped', why: 'cancelled' } };
    const { results, started } = await run({ '/bin/a': stopped, '/bin/b': stopped }, [['a'], ['b']], 1);
    assert.equal(started.length, 1);
    assert.deepEqual(
      results.map(({ outcome, output }) => [outcome, output]),
      [['skipped', 'Cancelled.']],
    );
  });

  it('keeps the beginning and the end of an endless output', async () => {
    const lines = Array.from({ length: 20_000 }, (_, index) => `line ${index + 1}`);
    const { results } = await run({ '/bin/x': { lines, end: exited(1) } }, [['x']]);
    const output = results[0]?.output ?? '';
    assert.ok(output.length <= 64 * 1024 + 40, `${output.length} characters`);
    assert.ok(output.length > 60 * 1024, `${output.length} characters`);
    assert.match(output, /^line 1\nline 2\n/);
    assert.match(output, /\n… \d+ lines left out …\n/);
    assert.match(output, /\nline 19999\nline 20000$/);
  });
});

describe('OutputWindow', () => {
  it('keeps everything while it fits', () => {
    const window = new OutputWindow(20);
    for (const line of ['a', 'b', '', 'c']) window.add(line);
    assert.equal(window.text(), 'a\nb\n\nc');
  });

  it('counts what it leaves out', () => {
    const window = new OutputWindow(8);
    for (const line of 'abcdefgh') window.add(line);
    assert.equal(window.text(), 'a\nb\n… 4 lines left out …\ng\nh');
  });

  it('cuts a line that is too long', () => {
    const window = new OutputWindow(100_000);
    window.add('x'.repeat(5000));
    assert.equal(window.text(), `${'x'.repeat(4000)}…`);
  });
});

describe('plainLine', () => {
  for (const [line, expected] of [
    ['plain', 'plain'],
    ['\u001B[1;31mred\u001B[0m', 'red'],
    ['\u001B]8;;https://example.invalid\u0007link\u001B]8;;\u0007', 'link'],
    ['10%\r50%\r100%', '100%'],
    ['windows\r', 'windows'],
    ['a\u0000b\u0008\tc', 'ab\tc'],
    ['\u001B[2K\u001B[1Gnext', 'next'],
  ] as const) {
    it(`shows ${JSON.stringify(line)} as ${JSON.stringify(expected)}`, () => {
      assert.equal(plainLine(line), expected);
    });
  }
});
