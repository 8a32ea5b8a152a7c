import { readdir, readFile } from 'node:fs/promises';
import { execa } from 'execa';
import type { Clock } from '../../core/ports/clock';
import { isRelativeAlive, signalGroup, signalStrays, signalWhileStopped, type Relative } from './strays';

/** How long a group has between SIGTERM and SIGKILL, and how long MAO then waits for it to be gone, in milliseconds. */
export const groupPatience = { term: 1000, kill: 900 } as const;

const pollMs = 15;

/** A process group with what descends from it, to be ended. */
export class ProcessGroup {
  private relatives: readonly Relative[] = [];

  constructor(
    private readonly pid: number,
    private readonly clock: Clock,
    private readonly platform: NodeJS.Platform = process.platform,
  ) {}

  /** Asks the whole group to end, as Ctrl-C does; whether there was one. Nobody is asked on Windows, where there is no such signal. */
  interrupt(): boolean {
    if (this.platform === 'win32') return false;
    return this.signalMembers('SIGINT');
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

  private signal(name: NodeJS.Signals): boolean {
    const sent = this.signalMembers(name);
    return signalStrays(this.relatives, this.pid, name) || sent;
  }

  /** Signals the group; who belongs to it is kept, while they have parents, for those that leave it. */
  private signalMembers(name: NodeJS.Signals): boolean {
    if (this.platform !== 'linux') return signalGroup(this.pid, name);
    if (this.relatives.length === 0 && !signalGroup(this.pid, 0)) return false;
    const { sent, relatives } = signalWhileStopped(this.pid, this.relatives, name);
    this.relatives = relatives;
    return sent;
  }

  private async gone(patienceMs: number): Promise<boolean> {
    const until = this.clock.now().getTime() + patienceMs;
    while (this.relatives.some(isRelativeAlive) || (await isGroupAlive(this.pid, this.platform))) {
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

async function endTree(pid: number): Promise<void> {
  const root = process.env['SystemRoot'] ?? 'C:\\Windows';
  await execa(`${root}\\System32\\taskkill.exe`, ['/pid', String(pid), '/T', '/F'], {
    reject: false,
    timeout: 1900,
    stdio: 'ignore',
    windowsHide: true,
  });
}
