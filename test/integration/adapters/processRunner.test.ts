import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createProcessRunner } from '../../../src/adapters/process/processRunner';
import { FailureError } from '../../../src/core/failure';
import { nullLogger } from '../../../src/core/ports/logger';
import type { Invocation, OutputLine, ProcessLimits, RunningProcess } from '../../../src/core/ports/processRunner';
import { isRunning, ScriptedCli } from './scriptedCli';

type Action = Readonly<Record<string, unknown>>;

async function collect(running: RunningProcess): Promise<OutputLine[]> {
  const lines: OutputLine[] = [];
  for await (const some of running.lines) lines.push(...some);
  return lines;
}

/** The living processes with this entry in their environment, as Linux tells. */
function marked(entry: string): readonly number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map(Number).filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0').includes(entry);
    } catch {
      return false; // gone, or not ours
    }
  });
}

describe('processRunner', function () {
  let cli: ScriptedCli;
  const runner = createProcessRunner({ assertMayExecute: () => undefined, logger: nullLogger });

  beforeEach(() => {
    cli = new ScriptedCli();
  });
  afterEach(() => cli.dispose());

  function start(
    actions: readonly Action[],
    more: Partial<Invocation & { limits: ProcessLimits; signal: AbortSignal }> = {},
  ) {
    const { limits = {}, signal = new AbortController().signal, ...rest } = more;
    const env = { PIDS: cli.pids };
    const args = more.args ?? cli.args(...actions);
    return runner.start(
      { file: process.execPath, cwd: cli.folder, env, stdin: undefined, ...rest, args },
      limits,
      signal,
    );
  }

  /** Waits until a line with this text came; the rest is read in the background. */
  async function until(running: RunningProcess, text: string): Promise<void> {
    const iterator = running.lines[Symbol.asyncIterator]();
    for (;;) {
      const next = await iterator.next();
      assert.ok(!next.done, `${text} never came`);
      if (next.value.some((line) => line.text === text)) break;
    }
    void (async () => {
      while (!(await iterator.next()).done);
    })();
  }

  it('gives the lines of both streams and the exit code', async () => {
    const running = start([
      { text: 'a\r\nb\n' },
      { text: 'oops\n', stream: 'stderr' },
      { sleep: 20 },
      { text: 'last' },
      { exit: 3 },
    ]);
    const lines = await collect(running);
    const of = (stream: string) => lines.filter((line) => line.stream === stream).map((line) => line.text);
    assert.deepEqual(of('stdout'), ['a', 'b', 'last']);
    assert.deepEqual(of('stderr'), ['oops']);
    assert.deepEqual(await running.ended, { kind: 'exited', exitCode: 3 });
  });

  it('gives exactly the given environment, arguments, working directory and prompt', async () => {
    const prompt = 'é"\n$(x)\u0000'.repeat(30_000);
    const args = [...cli.args({ report: 'report.json' }, { stdin: 'prompt' }), 'one two', ''];
    const env = { ONLY: 'this' };
    const running = start([], { args, env, stdin: prompt });
    assert.deepEqual(await collect(running), []);
    assert.deepEqual(await running.ended, { kind: 'exited', exitCode: 0 });
    assert.deepEqual(JSON.parse(cli.read('report.json')), { argv: ['one two', ''], env, cwd: cli.folder });
    assert.equal(cli.read('prompt'), prompt);
  });

  it('keeps stdin open for a conversation', async () => {
    const running = start([{ stdin: 'said' }, { text: 'heard\n' }], { stdin: { open: true } });
    running.writeLine('one');
    running.writeLine('two');
    running.closeInput();
    assert.deepEqual(
      (await collect(running)).map((line) => line.text),
      ['heard'],
    );
    assert.equal(cli.read('said'), 'one\ntwo\n');
  });

  it('does not mind a program that never reads its prompt', async () => {
    const running = start([{ exit: 0 }], { stdin: 'x'.repeat(1_000_000) });
    await collect(running);
    assert.deepEqual(await running.ended, { kind: 'exited', exitCode: 0 });
  });

  it('says when a program can not be started', async () => {
    for (const [file, code] of [
      ['/no/such/program', 'ENOENT'],
      [cli.folder, 'EACCES'],
    ] as const) {
      const running = start([], { file });
      assert.deepEqual(await collect(running), []);
      const end = await running.ended;
      assert.ok(end.kind === 'not-started');
      assert.equal(end.errorCode, code);
    }
  });

  it('starts nothing where nothing may be executed', () => {
    const denied = new FailureError({ code: 'untrusted', message: 'The workspace is not trusted.' });
    const asked: string[] = [];
    const refusing = createProcessRunner({
      assertMayExecute: (file) => {
        asked.push(file);
        throw denied;
      },
      logger: nullLogger,
    });
    const args = cli.args({ write: { path: 'ran', text: '' } });
    const invocation = { file: process.execPath, args, cwd: cli.folder, env: {}, stdin: undefined };
    assert.throws(() => refusing.start(invocation, {}, new AbortController().signal), denied);
    assert.deepEqual(asked, [process.execPath]);
  });

  it('starts nothing when cancelled before', async () => {
    const running = start([{ text: 'x\n' }], { signal: AbortSignal.abort() });
    assert.equal(running.pid, undefined);
    assert.deepEqual(await collect(running), []);
    assert.deepEqual(await running.ended, { kind: 'stopped', why: 'cancelled' });
  });

  it('names the signal that ended a program', async () => {
    const running = start([{ kill: 'SIGKILL' }]);
    await collect(running);
    assert.deepEqual(await running.ended, { kind: 'signalled', signal: 'SIGKILL' });
  });

  for (const [what, limits, actions] of [
    ['idle', { idleSeconds: 0.3 }, [{ text: 'x\n' }, { hang: true }]],
    ['timeout', { totalSeconds: 0.5 }, [{ text: 'x\n' }, { hang: true }]],
  ] as const) {
    it(`stops a program at its limit: ${what}`, async () => {
      const running = start(actions, { limits });
      await collect(running);
      assert.deepEqual(await running.ended, { kind: 'stopped', why: what });
    });
  }

  it('does not call a program idle that prints now and then', async () => {
    const beats = Array.from({ length: 8 }, () => [{ text: '.\n' }, { sleep: 120 }]).flat();
    const running = start(beats, { limits: { idleSeconds: 0.6 } });
    assert.equal((await collect(running)).length, 8);
    assert.deepEqual(await running.ended, { kind: 'exited', exitCode: 0 });
  });

  it('cancels in two seconds with nothing left, though all of it ignores SIGTERM', async () => {
    const cancel = new AbortController();
    const child = { child: { ignoreTerm: true, keepPipe: true } };
    const running = start([{ ignoreTerm: true }, child, child, { text: 'up\n' }, { hang: true }], {
      signal: cancel.signal,
    });
    await until(running, 'up');
    assert.equal(cli.survivors().length, 2);
    const before = Date.now();
    cancel.abort();
    assert.deepEqual(await running.ended, { kind: 'stopped', why: 'cancelled' });
    // SIGKILL comes after 1 s; the rest is room for a machine that is slower, or busy.
    assert.ok(Date.now() - before < 4000, `took ${Date.now() - before} ms`);
    assert.deepEqual(cli.survivors(), []);
    assert.ok(running.pid !== undefined && !isRunning(running.pid));
  });

  it('ends what left the group as well, also when the head is gone first', async function () {
    if (process.platform !== 'linux') this.skip(); // elsewhere it is nobody's
    const stray = { child: { ignoreTerm: true, ownGroup: true } };
    for (const head of [[{ ignoreTerm: true }], []]) {
      const running = start([...head, stray, stray, { text: 'up\n' }, { hang: true }]);
      await until(running, 'up');
      assert.equal(cli.survivors().length, 2);
      await running.stop();
      assert.deepEqual(cli.survivors(), []);
    }
    const asked = start([stray, { text: 'up\n' }, { hang: true }]);
    await until(asked, 'up');
    asked.interrupt?.();
    assert.deepEqual(await asked.ended, { kind: 'signalled', signal: 'SIGINT' });
    assert.deepEqual(cli.survivors(), []);
  });

  it('ends what leaves the group in the very moment in which it is told to end', async function () {
    if (process.platform !== 'linux') this.skip(); // elsewhere it is nobody's
    // One process after the other in sessions of their own, without a pause.
    const code = `const { spawn } = require('node:child_process');
      let count = 0;
      const go = () => {
        if (count++ < 300) spawn('sleep', ['60'], { detached: true, stdio: 'ignore' }).on('error', () => {});
        setImmediate(go);
      };
      console.log('up');
      go();`;
    for (let round = 0; round < 10; round++) {
      const env = { PATH: process.env['PATH'] ?? '', PIDS: cli.pids, MAO_TEST: `${cli.folder}/${round}` };
      const running = start([], { args: ['-e', code], env });
      await until(running, 'up');
      await new Promise((resolve) => setTimeout(resolve, 100 + 7 * round));
      if (round % 2 === 0) await running.stop();
      else running.interrupt?.();
      await running.ended;
      const left = marked(`MAO_TEST=${cli.folder}/${round}`);
      for (const pid of left) process.kill(pid, 'SIGKILL');
      assert.deepEqual(left, [], `round ${round}`);
    }
  });

  it('lets a program end itself on SIGTERM', async () => {
    const running = start([{ onTerm: 'farewell' }, { child: {} }, { text: 'up\n' }, { hang: true }]);
    await until(running, 'up');
    await Promise.all([running.stop(), running.stop()]);
    await running.stop();
    assert.equal(cli.read('farewell'), 'ended itself');
    assert.deepEqual(await running.ended, { kind: 'stopped', why: 'cancelled' });
    assert.deepEqual(cli.survivors(), []);
  });

  it('ends the leftovers of a program that exits by itself, and reads all it printed', async () => {
    const running = start([{ child: { ignoreTerm: true, keepPipe: true } }, { text: 'done\n' }, { exit: 0 }]);
    assert.deepEqual(
      (await collect(running)).map((line) => line.text),
      ['done'],
    );
    assert.deepEqual(await running.ended, { kind: 'exited', exitCode: 0 });
    assert.deepEqual(cli.survivors(), []);
  });

  it('ends the group on cancel when its head has already exited', async () => {
    const cancel = new AbortController();
    const running = start([{ child: { ignoreTerm: true, keepPipe: true } }, { text: 'done\n' }, { exit: 0 }], {
      signal: cancel.signal,
    });
    await until(running, 'done');
    cancel.abort();
    await running.ended;
    assert.deepEqual(cli.survivors(), []);
  });

  it('does not wait for a process outside the group that holds the pipe', async () => {
    const running = start([{ child: { keepPipe: true, ownGroup: true } }, { text: 'done\n' }, { exit: 0 }]);
    assert.deepEqual(
      (await collect(running)).map((line) => line.text),
      ['done'],
    );
    assert.deepEqual(await running.ended, { kind: 'exited', exitCode: 0 });
  });

  it('loses no line for a slow reader, and holds the program up instead of memory', async () => {
    const running = start([{ flood: 40 }]);
    let count = 0;
    let most = 0;
    const before = process.memoryUsage().rss;
    for await (const lines of running.lines) {
      for (const line of lines) {
        assert.equal(line.text.length, 1023);
        if (++count % 512 === 0) await new Promise((resolve) => setImmediate(resolve));
        if (count % 4096 === 0) most = Math.max(most, process.memoryUsage().rss - before);
      }
    }
    assert.equal(count, 40 * 1024);
    assert.ok(most < 50 * 1024 * 1024, `${most} bytes more`);
    assert.deepEqual(await running.ended, { kind: 'exited', exitCode: 0 });
  });

  it('cuts a line of 20 MB and says so', async () => {
    const running = start([{ longLine: 20 }, { text: 'after\n' }]);
    const lines = await collect(running);
    assert.deepEqual(
      lines.map((line) => [line.text.length, line.truncated ?? false]),
      [
        [4 * 1024 * 1024, true],
        [5, false],
      ],
    );
  });

  it('ends also when the reader leaves early', async () => {
    const running = start([{ flood: 8 }, { exit: 0 }]);
    for await (const lines of running.lines) if (lines.length > 0) break;
    assert.deepEqual(await running.ended, { kind: 'exited', exitCode: 0 });
  });
});
