import { readdir, readFile } from 'node:fs/promises';
import { execa } from 'execa';
import type { Clock } from '../../core/ports/clock';
import { isStrayAlive, signalStrays, straysOf, type Stray } from './strays';

/** How long a group has between SIGTERM and SIGKILL, and how long MAO then waits for it to be gone, in milliseconds. */
export const groupPatience = { term: 1000, kill: 900 } as const;

const pollMs = 15;

/** A process group with what descends from it, to be ended. */
export class ProcessGroup {
  private strays: readonly Stray[] = [];

  constructor(
    private readonly pid: number,
    private readonly clock: Clock,
    private readonly platform: NodeJS.Platform = process.platform,
  ) {}

  /** Asks the whole group to end, as Ctrl-C does; whether there was one. Nobody is asked on Windows, where there is no such signal. */
  interrupt(): boolean {
    if (this.platform === 'win32') return false;
    // Now, while they have parents; whether they end with these is seen at the end.
    this.look();
    return signalGroup(this.pid, 'SIGINT');
  }

  /**
   * Ends the whole group, and on Linux those that left it: SIGTERM, SIGKILL after a second, settled within two. It works on
   * when the head has exited already, so that grandchildren do not survive it. On Windows the process tree is ended by taskkill.
   */
  async end(): Promise<void> {
    if (this.platform === 'win32') return endTree(this.pid);
    if (!this.signal('SIGTERM')) return;
    if (await this.gone(groupPatience.term)) return;
    this.signal('SIGKILL');
    await this.gone(groupPatience.kill);
  }

  private look(): void {
    if (this.platform === 'linux') this.strays = straysOf(this.pid, this.strays);
  }

  private signal(name: NodeJS.Signals): boolean {
    if (this.strays.length > 0 || signalGroup(this.pid, 0)) this.look();
    const sent = signalGroup(this.pid, name);
    return signalStrays(this.strays, name) || sent;
  }

  private async gone(patienceMs: number): Promise<boolean> {
    const until = this.clock.now().getTime() + patienceMs;
    while (this.strays.some(isStrayAlive) || (await isGroupAlive(this.pid, this.platform))) {
      if (this.clock.now().getTime() >= until) return false;
      await this.clock.sleep(pollMs);
    }
    return true;
  }
}

/** Ends a whole process group; see `ProcessGroup.end`. */
export function endGroup(pid: number, clock: Clock, platform?: NodeJS.Platform): Promise<void> {
  return new ProcessGroup(pid, clock, platform).end();
}

/** Whether any process of the group still runs. A zombie that nobody reaps (a container without init) does not. */
export async function isGroupAlive(pid: number, platform: NodeJS.Platform = process.platform): Promise<boolean> {
  if (!signalGroup(pid, 0)) return false;
  return platform !== 'linux' || (await hasRunningMember(pid));
}

async function hasRunningMember(group: number): Promise<boolean> {
  const entries = await readdir('/proc').catch(() => undefined);
  if (entries === undefined) return true;
  const stats = entries
    .filter((entry) => /^\d+$/.test(entry))
    .map((entry) => readFile(`/proc/${entry}/stat`, 'latin1').catch(() => ''));
  return (await Promise.all(stats)).some((stat) => {
    // pid (name, which may hold anything) state parent group …
    const [state, , member] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return member === String(group) && state !== 'Z' && state !== 'X';
  });
}

function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-pid, signal);
  } catch (error) {
    // EPERM: there is one, but not ours to signal (a setuid child); anything else: no such group.
    return error instanceof Error && 'code' in error && error.code === 'EPERM' && signal === 0;
  }
}

async function endTree(pid: number): Promise<void> {
  const root = process.env['SystemRoot'] ?? 'C:\\Windows';
  await execa(`${root}\\System32\\taskkill.exe`, ['/pid', String(pid), '/T', '/F'], {
    reject: false,
    timeout: 1900,
    stdio: 'ignore',
    windowsHide: true,
  });
}
