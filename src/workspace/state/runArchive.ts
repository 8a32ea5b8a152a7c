import { join } from 'node:path';
import type { RunArchive } from '../../core/ports/runArchive';
import { systemClock } from '../../core/ports/clock';
import { readTextIfThere, writeFileAtomic } from './atomicFile';
import { followEvents } from './followEvents';
import { readEvents, readMilestones } from './readEvents';
import { listRunIds, readRunEnds } from './runEnds';
import { eventsFile, openRunLog } from './runLog';
import { runFolder } from './stateFolder';
import { lockingRun } from './workspaceLock';

/** The runs below a state folder. */
export function openRunArchive(stateFolder: string): RunArchive {
  return {
    listIds: () => listRunIds(stateFolder),
    readEnds: (runId) => readRunEnds(stateFolder, runId),
    readEvents: (runId) => readEvents(join(runFolder(stateFolder, runId), eventsFile)),
    readMilestones: (runId) => readMilestones(join(runFolder(stateFolder, runId), eventsFile)),
    readFile: (runId, name) => readTextIfThere(join(runFolder(stateFolder, runId), name)),
    writeFile: (runId, name, text) => writeFileAtomic(join(runFolder(stateFolder, runId), name), text),
    runningId: () => lockingRun(stateFolder),
    follow: (runId, signal) =>
      followEvents(
        join(runFolder(stateFolder, runId), eventsFile),
        async () => (await lockingRun(stateFolder)) === runId,
        systemClock,
        signal,
      ),
    append: async (event) => {
      const log = await openRunLog(stateFolder, event.runId);
      try {
        await log.append(event);
      } finally {
        await log.close();
      }
    },
  };
}
