import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { signalGroup, signalStrays, signalWhileStopped, type Relative } from './adapters/process/strays';

/**
 * The guard: a program of its own that outlives MAO by a second. MAO tells it on stdin of each process group that starts
 * (`+pid`) and that is gone (`-pid`). When stdin ends, MAO is over, however it ended: what is left is ended, then the guard
 * itself, and on Linux those that left these groups. It knows nothing else of MAO.
 */
const groups = new Set<number>();
const termMs = 1000;

/** Signals a group and, on Linux, what left it. */
function signal(pid: number, known: readonly Relative[], name: 'SIGTERM' | 'SIGKILL') {
  if (process.platform !== 'linux') return { sent: signalGroup(pid, name), relatives: known };
  const { sent, relatives } = signalWhileStopped(pid, known, name);
  return { sent: signalStrays(relatives, pid, name) || sent, relatives };
}

/** Windows has no process groups: the tree of the head is ended at once. */
function endTree(pid: number): void {
  const root = process.env['SystemRoot'] ?? 'C:\\Windows';
  const options = { stdio: 'ignore', windowsHide: true } as const;
  spawn(`${root}\\System32\\taskkill.exe`, ['/pid', String(pid), '/T', '/F'], options).on('error', () => undefined);
}

function endAll(): void {
  if (process.platform === 'win32') {
    for (const pid of groups) endTree(pid);
    return;
  }
  const there = [...groups].flatMap((pid) => {
    const { sent, relatives } = signal(pid, [], 'SIGTERM');
    return sent ? [{ pid, relatives }] : [];
  });
  if (there.length === 0) return;
  setTimeout(() => {
    for (const { pid, relatives } of there) signal(pid, relatives, 'SIGKILL');
  }, termMs);
}

// What the terminal or the system sends to MAO is not for the guard, who is there for what comes after.
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => undefined);

createInterface({ input: process.stdin })
  .on('line', (line) => {
    const pid = Number(line.slice(1));
    if (!Number.isInteger(pid) || pid <= 1) return;
    if (line.startsWith('+')) groups.add(pid);
    else groups.delete(pid);
  })
  .on('close', endAll);
