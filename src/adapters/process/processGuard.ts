import { spawn, type ChildProcess } from 'node:child_process';
import type { Logger } from '../../core/ports/logger';

/** Told of each process group: when it starts, and when the whole of it is gone. */
export type OnGroup = (pid: number, state: 'started' | 'gone', file: string) => void;

export interface ProcessGuardOptions {
  /** The guard's program (`dist/guard.js`). */
  readonly file: string;
  readonly logger: Logger;
}

/** How often a guard that died is started again while there is something to guard. */
const mostRestarts = 3;

/**
 * Ends what MAO started when MAO itself is killed: a program of its own that knows all process groups and acts when its pipe
 * to MAO breaks. There is one as long as a run holds it or a group lives, none otherwise.
 */
export class ProcessGuard {
  private readonly groups = new Set<number>();
  private holders = 0;
  private restarts = 0;
  private child: ChildProcess | undefined;

  constructor(private readonly options: ProcessGuardOptions) {}

  /** Keeps the guard between two programs; it starts with the first of them. The returned function lets go. */
  hold(): () => void {
    this.holders++;
    let held = true;
    return () => {
      if (held) this.holders--;
      held = false;
      this.endWhenIdle();
    };
  }

  get isHeld(): boolean {
    return this.holders > 0;
  }

  /** Starts the guard of a run before its first program, so that there is no moment without one. */
  prepare(): void {
    if (this.isHeld && !this.child) this.start();
  }

  readonly onGroup: OnGroup = (pid, state) => {
    if (state === 'started') {
      this.groups.add(pid);
      this.restarts = 0;
      if (this.child) this.tell(`+${pid}`);
      else this.start();
    } else if (this.groups.delete(pid)) {
      this.tell(`-${pid}`);
      this.endWhenIdle();
    }
  };

  private start(): void {
    const { file, logger } = this.options;
    // Its own group and no output: what ends MAO's terminal or window does not end it. It is no reason for MAO to stay.
    const child = spawn(process.execPath, [file], {
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
      cwd: process.platform === 'win32' ? undefined : '/',
      env: { ELECTRON_RUN_AS_NODE: '1', SystemRoot: process.env['SystemRoot'] ?? '' },
      windowsHide: true,
    });
    this.child = child;
    child.unref();
    child.stdin.on('error', () => undefined); // its end is told by `exit`
    child.on('error', (error) => logger.warn(`The guard could not be started: ${error.message}`));
    child.once('exit', () => {
      if (this.child !== child) return;
      this.child = undefined;
      if (this.groups.size > 0 && this.restarts++ < mostRestarts) this.start();
    });
    for (const pid of this.groups) this.tell(`+${pid}`);
    logger.debug(`guard started as process ${child.pid ?? '?'}`);
  }

  private tell(line: string): void {
    if (this.child?.stdin?.writable) this.child.stdin.write(`${line}\n`);
  }

  private endWhenIdle(): void {
    if (this.holders > 0 || this.groups.size > 0) return;
    const { child } = this;
    this.child = undefined;
    child?.stdin?.end();
  }
}
