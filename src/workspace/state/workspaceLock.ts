import { randomBytes } from 'node:crypto';
import { link, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../../core/usageError';
import { errorCode, readTextIfThere } from './atomicFile';
import { isRunning, ownProcess, seemsRunning, type ProcessIdentity } from './processIdentity';
import { stateFailure } from './stateFailure';
import { ensureStateFolder } from './stateFolder';

/** Who holds the workspace: a process, and its run. */
interface Holder extends ProcessIdentity {
  readonly runId: string;
}

function readHolder(text: string | undefined): Holder | undefined {
  const [pid, started, runId] = (text ?? '').split('\n');
  const id = Number(pid);
  return Number.isInteger(id) && id > 0 ? { pid: id, started: started ?? '', runId: runId ?? '' } : undefined;
}

/** The holder in a lock's text when its process lives. */
async function livingHolder(text: string | undefined): Promise<Holder | undefined> {
  const holder = readHolder(text);
  return holder && (await isRunning(holder)) ? holder : undefined;
}

/** The run that holds the workspace, when its process lives. Asked often, so it starts no program to make sure. */
export async function lockingRun(stateFolder: string): Promise<string | undefined> {
  const holder = readHolder(await readTextIfThere(join(stateFolder, 'lock')));
  return holder && seemsRunning(holder) ? holder.runId : undefined;
}

/**
 * Takes the workspace for one run, so that two never write its state at once. A lock whose process is gone is taken over;
 * one that is held is a `UsageError` naming the process. The returned function gives the lock back.
 */
export async function acquireWorkspaceLock(stateFolder: string, runId: string): Promise<() => Promise<void>> {
  await ensureStateFolder(stateFolder, stateFolder);
  const path = join(stateFolder, 'lock');
  const { pid, started } = await ownProcess();
  const own = [pid, started, runId, randomBytes(8).toString('hex'), ''].join('\n');
  for (let tries = 0; tries < 20; tries += 1) {
    if (await createWhole(path, own)) {
      return async () => {
        if ((await readTextIfThere(path)) === own) await rm(path, { force: true });
      };
    }
    const holder = await livingHolder(await readTextIfThere(path));
    if (holder) {
      throw new UsageError(
        `Run ${holder.runId} is under way in this workspace (process ${holder.pid}). Wait for it to end, or cancel it, then start again.`,
      );
    }
    await removeStale(path, own);
  }
  throw new UsageError(`The lock of this workspace is contended (${path}). Try again in a moment.`);
}

/** Creates a file with its whole content at once; false when there is one. */
async function createWhole(path: string, text: string): Promise<boolean> {
  const draft = `${path}.${randomBytes(8).toString('hex')}`;
  try {
    await writeFile(draft, text, { flag: 'wx' });
    await link(draft, path);
    return true;
  } catch (cause) {
    const code = errorCode(cause);
    if (code === 'EEXIST') return false;
    if (code === 'EPERM' || code === 'ENOTSUP' || code === 'ENOSYS') return await createInSteps(path, text);
    throw stateFailure(path, cause);
  } finally {
    await rm(draft, { force: true });
  }
}

/** For file systems without hard links. */
async function createInSteps(path: string, text: string): Promise<boolean> {
  try {
    await writeFile(path, text, { flag: 'wx' });
    return true;
  } catch (cause) {
    if (errorCode(cause) === 'EEXIST') return false;
    throw stateFailure(path, cause);
  }
}

/** Removes a lock that nobody holds. One at a time, looked at again: a second one would remove the lock of the first. */
async function removeStale(path: string, own: string): Promise<void> {
  const turn = `${path}.turn`;
  if (!(await createWhole(turn, own))) {
    const age = await stat(turn).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    );
    if (age > 10_000) {
      await rm(turn, { force: true });
    } // whoever had it died between two lines
    else await new Promise((resolve) => setTimeout(resolve, 5));
    return;
  }
  try {
    if ((await livingHolder(await readTextIfThere(path))) === undefined) await rm(path, { force: true });
  } finally {
    await rm(turn, { force: true });
  }
}
