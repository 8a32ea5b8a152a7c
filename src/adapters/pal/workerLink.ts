import type { Socket } from 'node:net';
import type { Clock } from '../../core/ports/clock';
import type { Invocation, ProcessLimits, ProcessRunner, RunningProcess } from '../../core/ports/processRunner';
import { endGroup } from '../process/processGroup';
import { notStarted } from '../process/notStarted';
import type { OnGroup } from '../process/processGuard';
import { readMessages, writeMessage } from './messageStream';
import { RemoteProcess } from './remoteProcess';
import { fromWorkerSchema, type ToWorker } from './workerMessages';

/** What MAO needs to own the processes that a worker starts for it. */
export interface LinkHost {
  readonly clock: Clock;
  /** Throws where nothing may be started. */
  readonly assertMayExecute: (file: string) => void;
  readonly onGroup?: OnGroup;
}

/**
 * MAO's end of the line to one worker: a process runner whose processes run over there, one after the other. A worker that
 * goes away takes its process with it (MAO ends the group itself), and the link is `lost`.
 */
export class WorkerLink implements ProcessRunner {
  private current: RemoteProcess | undefined;
  private finished = false;
  private gone = false;

  constructor(
    private readonly socket: Socket,
    /** The prompt as PAL gave it to the worker, its history before it. */
    readonly prompt: string,
    private readonly host: LinkHost,
  ) {}

  /** Whether the worker went away before it was told to. */
  get isLost(): boolean {
    return this.gone && !this.finished;
  }

  start(invocation: Invocation, limits: ProcessLimits, signal: AbortSignal): RunningProcess {
    this.host.assertMayExecute(invocation.file);
    if (signal.aborted) return notStarted({ kind: 'stopped', why: 'cancelled' });
    if (this.gone) return notStarted({ kind: 'signalled', signal: 'SIGHUP' });
    const { clock, onGroup } = this.host;
    const process = new RemoteProcess({
      clock,
      tell: (message) => this.tell(message),
      endGroup: (pid) => endGroup(pid, clock),
      ...(onGroup ? { onGroup: (pid, state) => onGroup(pid, state, invocation.file) } : {}),
    });
    this.current = process;
    process.watch(signal);
    this.tell({ type: 'start', invocation: writable(invocation), limits: { ...limits } });
    return process;
  }

  /** Lets the worker print for PAL and leave. */
  finish(stdout: string, exitCode: number): void {
    this.finished = true;
    this.tell({ type: 'finish', stdout, exitCode });
  }

  /** Ends the line, and with it the worker and what it runs; resolves when that is over. */
  async close(): Promise<void> {
    this.finished = true;
    await this.current?.stop();
    this.socket.destroy();
  }

  /** Reads what the worker tells until it goes; `messages` is the rest of the stream after its hello. Never rejects. */
  async listen(messages: AsyncIterable<ReturnType<typeof fromWorkerSchema.parse>>): Promise<void> {
    try {
      for await (const message of messages) {
        if (message.type !== 'hello') await this.current?.take(message);
      }
    } catch {
      // What is no message is no worker of MAO's.
    }
    this.gone = true;
    this.socket.destroy();
    await this.current?.lose();
  }

  private tell(message: ToWorker): void {
    void writeMessage(this.socket, message);
  }
}

/** The messages of a new line, to be read once. */
export const messagesOf = (socket: Socket) => readMessages(socket, fromWorkerSchema);

const writable = ({ file, args, cwd, env, stdin }: Invocation) => ({
  file,
  args: [...args],
  cwd,
  env: { ...env },
  ...(stdin === undefined ? {} : { stdin }),
});
