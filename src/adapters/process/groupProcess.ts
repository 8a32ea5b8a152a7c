import type { Readable, Writable } from 'node:stream';
import type { Clock } from '../../core/ports/clock';
import type { Logger } from '../../core/ports/logger';
import type { Invocation, OutputLine, ProcessEnd, ProcessLimits, RunningProcess } from '../../core/ports/processRunner';
import { LineQueue } from './lineQueue';
import { createLineSplitter, type SplitLine } from './lineSplitter';
import type { ProcessGroup } from './processGroup';

/** A spawned child: `exit` says how the head ended, whether or not its pipes are still open; no `pid`: it never started. */
export interface Child {
  readonly pid: number | undefined;
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly stderr: Readable;
  readonly exit: Promise<ProcessEnd>;
}

export interface GroupProcessOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  /** The group whose head the child is; undefined: it never started. */
  readonly group: Pick<ProcessGroup, 'interrupt' | 'end'> | undefined;
}

type StopReason = 'cancelled' | 'timeout' | 'idle';

/** How long a pipe may stay open and silent after the whole group was ended: then something outside the group holds it. */
const silentPipeMs = 200;
/** How often it is looked in that time, each time after what has arrived was read. */
const quietLooks = 4;

/**
 * A running program with its process group. It ends in this order: the head exits or is stopped, what is left of the group
 * is ended, the pipes are read to their end (or given up, when a process that left the group holds them), `lines` closes,
 * `ended` settles.
 */
export class GroupProcess implements RunningProcess {
  readonly pid: number | undefined;
  readonly lines: AsyncIterable<readonly OutputLine[]>;
  readonly ended: Promise<ProcessEnd>;
  private readonly queue: LineQueue;
  private readonly pipesClosed: Promise<unknown>;
  private readonly finished = new AbortController();
  /** Aborted when nobody wants the rest of the output any more, or there is none. */
  private readonly givenUp = new AbortController();
  private stopReason: StopReason | undefined;
  private stopping: Promise<void> | undefined;
  private headEnded = false;
  private lastOutput: number;
  /** How many chunks came so far. */
  private heard = 0;

  constructor(
    private readonly child: Child,
    private readonly options: GroupProcessOptions,
  ) {
    this.pid = child.pid;
    this.lastOutput = this.now();
    const pipes = [child.stdout, child.stderr];
    this.queue = new LineQueue(
      () => pipes.forEach((pipe) => pipe.pause()),
      () => {
        this.lastOutput = this.now();
        pipes.forEach((pipe) => pipe.resume());
      },
    );
    this.lines = this.queue;
    this.pipesClosed = Promise.all([this.read(child.stdout, 'stdout'), this.read(child.stderr, 'stderr')]);
    child.stdin.on('error', (error) =>
      this.options.logger.debug(`stdin of process ${this.pid ?? '?'}: ${error.message}`),
    );
    this.ended = this.end();
  }

  /** Writes what the invocation gives to stdin and closes it, unless it is to stay open. */
  feed(input: Invocation['stdin']): void {
    if (typeof input === 'object') return;
    this.child.stdin.end(input ?? '');
  }

  /** Stops the process at its limits and when `signal` aborts. */
  watch(limits: ProcessLimits, signal: AbortSignal): void {
    const abort = () => void this.stopFor('cancelled');
    signal.addEventListener('abort', abort, { once: true });
    this.finished.signal.addEventListener('abort', () => signal.removeEventListener('abort', abort), { once: true });
    if (limits.totalSeconds) void this.watchTotal(limits.totalSeconds * 1000);
    if (limits.idleSeconds) void this.watchIdle(limits.idleSeconds * 1000);
  }

  writeLine(line: string): void {
    if (this.child.stdin.writable) this.child.stdin.write(line + '\n');
  }

  closeInput(): void {
    if (this.child.stdin.writable) this.child.stdin.end();
  }

  interrupt(): void {
    if (this.finished.signal.aborted || this.headEnded || !this.options.group) return;
    if (!this.options.group.interrupt()) void this.stopFor('cancelled');
  }

  async stop(): Promise<void> {
    await this.stopFor('cancelled');
    await this.ended;
  }

  private async stopFor(reason: StopReason): Promise<void> {
    if (this.finished.signal.aborted) return;
    // What the head did by itself stays true, even when the user cancels while its leftovers are being ended.
    if (this.headEnded) this.givenUp.abort();
    else this.stopReason ??= reason;
    await this.endLeftovers();
  }

  private endLeftovers(): Promise<void> {
    this.stopping ??= this.options.group?.end() ?? Promise.resolve();
    return this.stopping;
  }

  private async end(): Promise<ProcessEnd> {
    const headEnd = await this.child.exit;
    this.headEnded = true;
    await this.endLeftovers();
    if (this.stopReason === undefined) await this.readToTheEnd();
    this.child.stdout.destroy();
    this.child.stderr.destroy();
    this.child.stdin.destroy();
    await this.pipesClosed;
    this.queue.close();
    this.finished.abort();
    return this.stopReason === undefined ? headEnd : { kind: 'stopped', why: this.stopReason };
  }

  private async readToTheEnd(): Promise<void> {
    const { signal } = this.givenUp;
    void this.pipesClosed.then(() => this.givenUp.abort());
    // Looks are counted, not time: on a busy machine much time may pass before this process gets to read what is there.
    for (let quiet = 0; !signal.aborted && quiet < quietLooks;) {
      const heard = this.heard;
      await this.options.clock.sleep(silentPipeMs / quietLooks, signal);
      // Held up by a slow reader is not silence.
      quiet = this.queue.isFull || this.heard !== heard ? 0 : quiet + 1;
    }
  }

  /** Feeds the lines of a pipe to the queue; resolves when the pipe is closed and its last line is queued. */
  private read(pipe: Readable, stream: OutputLine['stream']): Promise<void> {
    const splitter = createLineSplitter();
    const push = (lines: readonly SplitLine[]) => {
      for (const { text, truncated } of lines) {
        this.queue.push(truncated ? { stream, text, truncated } : { stream, text });
      }
    };
    pipe.on('data', (chunk: Uint8Array) => {
      this.lastOutput = this.now();
      this.heard++;
      push(splitter.push(chunk));
    });
    pipe.on('error', (error) => this.options.logger.debug(`${stream} of process ${this.pid ?? '?'}: ${error.message}`));
    return new Promise((resolve) => {
      pipe.once('close', () => {
        push(splitter.end());
        resolve();
      });
    });
  }

  private async watchTotal(ms: number): Promise<void> {
    await this.options.clock.sleep(ms, this.finished.signal);
    if (!this.finished.signal.aborted) await this.stopFor('timeout');
  }

  private async watchIdle(ms: number): Promise<void> {
    for (;;) {
      const left = this.queue.isFull ? ms : this.lastOutput + ms - this.now();
      if (left <= 0) return this.stopFor('idle');
      await this.options.clock.sleep(left, this.finished.signal);
      if (this.finished.signal.aborted) return;
    }
  }

  private now(): number {
    return this.options.clock.now().getTime();
  }
}
