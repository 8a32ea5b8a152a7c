import { join } from 'node:path';
import type { RunLog } from '../../core/ports/runLog';
import type { RunEvent } from '../../core/runEvent';
import { AppendFile } from './appendFile';
import { readTextIfThere, writeFileAtomic } from './atomicFile';
import { readEvents } from './readEvents';
import { stateFailure } from './stateFailure';
import { ensureStateFolder, runFolder } from './stateFolder';

/** The event log's name in a run's folder. */
export const eventsFile = 'events.jsonl';

/** Events that must survive a power cut: ends, and what was done to the workspace. */
function isDurable(event: RunEvent): boolean {
  return (
    event.type.endsWith('-end') ||
    event.type === 'run-start' ||
    event.type.startsWith('changes-') ||
    event.type === 'plan-approved'
  );
}

/** Runs a write below the state folder; what the disk refuses becomes a failure that says what to do. */
async function writing<T>(path: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (cause) {
    throw stateFailure(path, cause);
  }
}

/** A run's log as it was opened; `cut`: the bytes of a torn last line that were cut. */
export interface OpenedRunLog extends RunLog {
  readonly cut: number;
}

/** The log of one run in `<state>/runs/<runId>/`, made when it is not there; opening it again goes on after its last whole line. */
export async function openRunLog(stateFolder: string, runId: string): Promise<OpenedRunLog> {
  const directory = runFolder(stateFolder, runId);
  const transcripts = join(directory, 'transcripts');
  const path = join(directory, eventsFile);
  await ensureStateFolder(stateFolder, transcripts);
  const events = await writing(path, () => AppendFile.open(path));
  const open = new Map<string, Promise<AppendFile>>();
  const transcript = (name: string): Promise<AppendFile> => {
    const file = open.get(name) ?? AppendFile.open(join(transcripts, `${name}.jsonl`));
    open.set(name, file);
    return file;
  };
  return {
    directory,
    cut: events.cut,
    append: (event) => writing(path, () => events.append(JSON.stringify(event), isDurable(event))),
    read: () => readEvents(path),
    writeFile: async (name, text) => {
      const file = join(directory, name);
      await writing(file, () => writeFileAtomic(file, text));
      return file;
    },
    readFile: (name) => readTextIfThere(join(directory, name)),
    transcript: (attempt, line) => writing(transcripts, async () => (await transcript(attempt)).add(line)),
    close: async () => {
      const files = await Promise.allSettled(open.values());
      await Promise.all(files.flatMap((file) => (file.status === 'fulfilled' ? [file.value.close()] : [])));
      await events.close();
    },
  };
}
