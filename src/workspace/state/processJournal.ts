import { appendFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { readTextIfThere } from './atomicFile';
import { askStartTime, isThere, readStartTime } from './processIdentity';

const journalFile = 'processes';

/** A process group that a run started and that no line of the journal says is gone. */
export interface JournaledGroup {
  readonly pid: number;
  readonly started: string;
  readonly command: string;
}

/** The groups of a journal that may still live. Lines: `+ pid start-time command`, `- pid`, parted by tabs. */
export function readJournal(text: string): readonly JournaledGroup[] {
  const groups = new Map<number, JournaledGroup>();
  for (const line of text.split('\n')) {
    const [sign, id, started = '', command = ''] = line.split('\t');
    const pid = Number(id);
    if (!Number.isInteger(pid) || pid <= 1) continue;
    if (sign === '+') groups.set(pid, { pid, started, command });
    else groups.delete(pid);
  }
  return [...groups.values()];
}

/**
 * Writes down each process group of the run that holds the workspace, before anybody could kill MAO between the two: at once,
 * without a turn of the event loop. A disk that refuses is told to `onError`; the guard still knows.
 */
export function journalGroups(
  stateFolder: string,
  onError: (cause: unknown) => void,
): (pid: number, state: 'started' | 'gone', file: string) => void {
  const path = join(stateFolder, journalFile);
  const write = (line: string) => {
    try {
      appendFileSync(path, line + '\n');
    } catch (cause) {
      onError(cause);
    }
  };
  return (pid, state, file) => {
    if (state === 'gone') {
      write(`-\t${pid}`);
      return;
    }
    const started = readStartTime(pid);
    write(`+\t${pid}\t${started}\t${basename(file)}`);
    if (started !== '' || process.platform === 'linux') return;
    void askStartTime(pid).then((asked) => {
      if (asked !== '') write(`+\t${pid}\t${asked}\t${basename(file)}`);
    });
  };
}

/**
 * Ends what an earlier process of MAO left running in this workspace because it was killed together with its guard. Only a
 * process whose id and start time both agree is ended, with its group; call it while holding the workspace. Gives the
 * commands' names.
 */
export async function endLeftovers(
  stateFolder: string,
  endGroup: (pid: number) => Promise<void>,
): Promise<readonly string[]> {
  const path = join(stateFolder, journalFile);
  const text = await readTextIfThere(path);
  if (text === undefined) return [];
  const checked = await Promise.all(
    readJournal(text).map(async (group) => {
      const isSame = isThere(group.pid) && group.started !== '' && (await askStartTime(group.pid)) === group.started;
      return isSame ? [group] : [];
    }),
  );
  const left = checked.flat();
  await Promise.all(left.map(({ pid }) => endGroup(pid)));
  await rm(path, { force: true });
  return left.map(({ command }) => command);
}
