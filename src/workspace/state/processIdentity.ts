import { readFile } from 'node:fs/promises';
import { errorCode } from './atomicFile';

/** A process by its id and by when it started (ids are used again); `started` is empty where that can not be known. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly started: string;
}

/** The process that this runs in. */
export async function ownProcess(): Promise<ProcessIdentity> {
  return { pid: process.pid, started: await startTime(process.pid) };
}

/** Whether that very process is still alive. */
export async function isRunning({ pid, started }: ProcessIdentity): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (errorCode(error) !== 'EPERM') return false;
  }
  return (await startTime(pid)) === started;
}

/** Clock ticks since boot, as Linux tells it. */
async function startTime(pid: number): Promise<string> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}
