import { connect, type Socket } from 'node:net';
import { nullLogger } from '../../core/ports/logger';
import type { RunningProcess } from '../../core/ports/processRunner';
import { createProcessRunner } from '../process/processRunner';
import { readMessages, writeMessage } from './messageStream';
import { type FromWorker, startOf, type ToWorker, toWorkerSchema, workerVariables } from './workerMessages';

/** What the worker is given by PAL, which started it in place of a CLI. */
export interface WorkerHost {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly stdin: AsyncIterable<unknown>;
  readonly print: (text: string) => Promise<void>;
  /** Aborts when PAL or the system wants the worker gone. */
  readonly signal: AbortSignal;
}

/**
 * The program that PAL takes for a CLI: hands the prompt to MAO, starts what MAO tells it to, relays its lines, and prints
 * at the end what PAL wants to read. When MAO is gone, or PAL ends it, its process group is ended first. Resolves with the
 * exit code.
 */
export async function runWorker(host: WorkerHost): Promise<number> {
  const path = host.environment[workerVariables.socket];
  const token = host.environment[workerVariables.token];
  if (path === undefined || token === undefined) return 2;
  const prompt = await readAll(host.stdin);
  const socket = connect(path);
  const ended = new AbortController();
  const signal = AbortSignal.any([host.signal, ended.signal]);
  signal.addEventListener('abort', () => socket.destroy(), { once: true });
  socket.on('error', () => socket.destroy());
  const work = new Work(socket, signal);
  try {
    await work.tell({ type: 'hello', token, prompt });
    for await (const message of readMessages(socket, toWorkerSchema)) {
      if (message.type === 'finish') {
        await host.print(message.stdout);
        return message.exitCode;
      }
      work.take(message);
    }
    return 1;
  } catch {
    return 1;
  } finally {
    ended.abort();
    await work.over;
  }
}

/** The one process of a worker that is under way. */
class Work {
  private running: RunningProcess | undefined;
  private relaying: Promise<void> = Promise.resolve();
  private readonly runner = createProcessRunner({ assertMayExecute: () => undefined, logger: nullLogger });

  constructor(
    private readonly socket: Socket,
    private readonly signal: AbortSignal,
  ) {}

  /** Resolves when nothing of the process is left. */
  get over(): Promise<void> {
    return this.relaying;
  }

  tell(message: FromWorker): Promise<void> {
    return writeMessage(this.socket, message);
  }

  take(message: Exclude<ToWorker, { readonly type: 'finish' }>): void {
    switch (message.type) {
      case 'start': {
        const { invocation, limits } = startOf(message);
        this.running = this.runner.start(invocation, limits, this.signal);
        this.relaying = this.relay(this.running);
        return;
      }
      case 'write':
        return this.running?.writeLine(message.line);
      case 'close-input':
        return this.running?.closeInput();
      case 'stop':
        void this.running?.stop();
    }
  }

  private async relay(running: RunningProcess): Promise<void> {
    await this.tell({ type: 'started', ...(running.pid === undefined ? {} : { pid: running.pid }) });
    for await (const lines of running.lines) for (const line of lines) await this.tell({ type: 'line', ...line });
    await this.tell({ type: 'ended', end: await running.ended });
  }
}

async function readAll(stream: AsyncIterable<unknown>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) {
    if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
