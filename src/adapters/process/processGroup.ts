import { readdir, readFile } from 'node:fs/promises';
import { execa } from 'execa';
import type { Clock } from '../../core/ports/clock';

/** How long a group has between SIGTERM and SIGKILL, and how long MAO then waits for it to be gone, in milliseconds. */
export const groupPatience = { term: 1000, kill: 900 } as const;

const pollMs = 15;

/**
 * Ends a whole process group: SIGTERM, SIGKILL after a second, settled within two. It works on when the head has exited
 * already, so that grandchildren do not survive it. On Windows the process tree is ended by taskkill.
 */
export async function endGroup(pid: number, clock: Clock, platform: NodeJS.Platform = process.platform): Promise<void> {
  if (platform === 'win32') return endTree(pid);
  if (!signalGroup(pid, 'SIGTERM')) return;
  if (await gone(pid, groupPatience.term, clock)) return;
  signalGroup(pid, 'SIGKILL');
  await gone(pid, groupPatience.kill, clock);
}

/** Asks a whole process group to end, as Ctrl-C does; whether there was one. Nobody is asked on Windows, where there is no such signal. */
export function interruptGroup(pid: number, platform: NodeJS.Platform = process.platform): boolean {
  return platform !== 'win32' && signalGroup(pid, 'SIGINT');
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

async function gone(pid: number, patienceMs: number, clock: Clock): Promise<boolean> {
  const until = clock.now().getTime() + patienceMs;
  while (await isGroupAlive(pid)) {
    if (clock.now().getTime() >= until) return false;
    await clock.sleep(pollMs);
  }
  return true;
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
