import type { Clock } from '../../core/ports/clock';
import type { OutputLine, ProcessEnd, RunningProcess } from '../../core/ports/processRunner';
import { LineQueue } from '../process/lineQueue';
import type { FromWorker, ToWorker } from './workerMessages';

export interface RemoteProcessOptions {
  readonly clock: Clock;
  readonly tell: (message: ToWorker) => void;
  /** Ends the process group whose head is `pid`, within two seconds. */
  readonly endGroup: (pid: number) => Promise<void>;
  readonly onGroup?: (pid: number, state: 'started' | 'gone') => void;
}

/** How long a worker that was told to stop may take to say so, once MAO has ended the group itself. */
const answerMs = 300;
/** How long MAO waits for the pid of a process that it stops before the worker has told it. */
const pidMs = 1200;

/** A process that a worker runs for MAO: its lines come over the line, its end is MAO's own affair all the same. */
export class RemoteProcess implements RunningProcess {
  pid: number | undefined;
  readonly lines: AsyncIterable<readonly OutputLine[]>;
  readonly started: Promise<void>;
  readonly ended: Promise<ProcessEnd>;
  private readonly queue: LineQueue;
  private drained: (() => void) | undefined;
  private settleStarted: () => void = () => undefined;
  private settleEnded: (end: ProcessEnd) => void = () => undefined;
  private readonly over = new AbortController();
  private stopping: Promise<void> | undefined;

  constructor(private readonly options: RemoteProcessOptions) {
    this.queue = new LineQueue(
      () => undefined,
      () => this.drained?.(),
    );
    this.lines = this.queue;
    this.started = new Promise((resolve) => {
      this.settleStarted = resolve;
    });
    this.ended = new Promise((resolve) => {
      this.settleEnded = resolve;
    });
  }

  watch(signal: AbortSignal): void {
    const abort = () => void this.stop();
    signal.addEventListener('abort', abort, { once: true });
    this.over.signal.addEventListener('abort', () => signal.removeEventListener('abort', abort), { once: true });
  }

  writeLine(line: string): void {
    this.options.tell({ type: 'write', line });
  }

  closeInput(): void {
    this.options.tell({ type: 'close-input' });
  }

  stop(): Promise<void> {
    if (!this.over.signal.aborted) this.stopping ??= this.end();
    return this.stopping ?? this.ended.then(() => undefined);
  }

  /** Takes what the worker tells; resolves when there is room for more lines. */
  async take(message: Exclude<FromWorker, { readonly type: 'hello' }>): Promise<void> {
    switch (message.type) {
      case 'started':
        this.pid = message.pid;
        if (message.pid !== undefined) this.options.onGroup?.(message.pid, 'started');
        this.settleStarted();
        return;
      case 'line': {
        const { stream, text, truncated } = message;
        this.queue.push({ stream, text, ...(truncated === true && { truncated }) });
        if (!this.queue.isFull || this.stopping) return;
        return new Promise((resolve) => {
          this.drained = resolve;
        });
      }
      case 'ended':
        this.settle(message.end);
    }
  }

  /** The worker is gone: whatever it ran is ended. */
  async lose(): Promise<void> {
    if (this.over.signal.aborted) return;
    if (this.pid !== undefined) await this.options.endGroup(this.pid);
    this.settle(this.stopping ? { kind: 'stopped', why: 'cancelled' } : { kind: 'signalled', signal: 'SIGHUP' });
  }

  private async end(): Promise<void> {
    const { clock, tell, endGroup } = this.options;
    this.drained?.();
    tell({ type: 'stop' });
    const pidKnown = new AbortController();
    void this.started.then(() => pidKnown.abort());
    await clock.sleep(pidMs, AbortSignal.any([pidKnown.signal, this.over.signal]));
    if (this.pid !== undefined) await endGroup(this.pid);
    await clock.sleep(answerMs, this.over.signal);
    this.settle({ kind: 'stopped', why: 'cancelled' });
  }

  private settle(end: ProcessEnd): void {
    if (this.over.signal.aborted) return;
    this.over.abort();
    this.settleStarted();
    this.queue.close();
    if (this.pid !== undefined) this.options.onGroup?.(this.pid, 'gone');
    this.settleEnded(end);
  }
}
