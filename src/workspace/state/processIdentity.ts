import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { errorCode } from './atomicFile';

/** A process by its id and by when it started (ids are used again); `started` is empty where that can not be known. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly started: string;
}

/** The process that this runs in. */
export async function ownProcess(platform: NodeJS.Platform = process.platform): Promise<ProcessIdentity> {
  return { pid: process.pid, started: await askStartTime(process.pid, platform) };
}

/** Whether that very process is still alive; where its start can not be known, whether there is one of that id. */
export async function isRunning(
  { pid, started }: ProcessIdentity,
  platform: NodeJS.Platform = process.platform,
): Promise<boolean> {
  if (!isThere(pid)) return false;
  if (platform === 'linux') return readStartTime(pid) === started;
  const asked = started === '' ? '' : await askStartTime(pid, platform);
  return asked === '' || asked === started;
}

/** The same without starting a program, for what is asked often: outside of Linux an id that is used again is not told apart. */
export function seemsRunning({ pid, started }: ProcessIdentity): boolean {
  return isThere(pid) && (process.platform !== 'linux' || readStartTime(pid) === started);
}

/** Whether there is a process of that id, perhaps another user's. */
export function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

/** When a process started, in clock ticks since boot as Linux tells it; empty elsewhere, and when there is none. */
export function readStartTime(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

const run = promisify(execFile);

/**
 * When a process started, where the system must be asked by a program: `ps -o lstart` (POSIX has `etime` only; macOS and the
 * BSDs have lstart), PowerShell's Get-Process on Windows. Empty when there is none. Not tested on Windows.
 */
export async function askStartTime(pid: number, platform: NodeJS.Platform = process.platform): Promise<string> {
  if (platform === 'linux') return readStartTime(pid);
  const root = process.env['SystemRoot'] ?? 'C:\\Windows';
  const [file, args] =
    platform === 'win32'
      ? [
          `${root}\\System32\\WindowsPowerShell\\v1.0\\powershell.exe`,
          ['-NoProfile', '-NonInteractive', '-Command', `(Get-Process -Id ${pid}).StartTime.Ticks`],
        ]
      : ['/bin/ps', ['-o', 'lstart=', '-p', String(pid)]];
  try {
    const { stdout } = await run(file, args, { timeout: 5000, windowsHide: true, env: { LC_ALL: 'C' } });
    return stdout.trim();
  } catch {
    return '';
  }
}
