import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** The program that plays actions. */
export const scriptedProgram = resolve('test/fixtures/clis/scripted.mjs');

/** A folder of its own for one test, with a scripted CLI in it. `dispose` ends what the script left and removes the folder. */
export class ScriptedCli {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'mao-scripted-')));
  readonly pids = join(this.folder, 'pids');

  /** Arguments for Node that play `actions`. */
  args(...actions: readonly Readonly<Record<string, unknown>>[]): readonly string[] {
    const file = join(this.folder, 'actions.json');
    writeFileSync(file, JSON.stringify(actions));
    return [scriptedProgram, file];
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  read(name: string): string {
    return readFileSync(this.path(name), 'utf8');
  }

  /** Pids of the children that the script started and that are still running (zombies are not). */
  survivors(): readonly number[] {
    if (!existsSync(this.pids)) return [];
    const pids = readFileSync(this.pids, 'utf8').trim().split('\n').map(Number);
    return pids.filter((pid) => isRunning(pid));
  }

  dispose(): void {
    for (const pid of this.survivors()) process.kill(pid, 'SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Whether a process exists and is no zombie. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const status = `/proc/${pid}/stat`;
  return !existsSync(status) || !/^\d+ \(.*\) Z/s.test(readFileSync(status, 'utf8'));
}
