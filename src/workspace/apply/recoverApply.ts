import { join } from 'node:path';
import type { PathGuard } from '../../core/ports/pathGuard';
import { isRunning } from '../state/processIdentity';
import { endJournal, namesIn, readJournals, type StoredJournal } from './applyJournals';
import { inBatches } from './inBatches';
import { restoreFiles } from './restoreFiles';
import { diskWriter, isSameFile, readWorkspaceFile, type FileWriter } from './workspaceFile';

/**
 * What became of an apply or revert that a crash cut short. `completed`: everything was written already, and it counts.
 * `rolled-back`: the workspace is as before; `lost` could not be put back (their former content lies in the run's folder).
 */
export interface Recovered {
  readonly runId: string;
  readonly kind: 'apply' | 'revert';
  readonly outcome: 'completed' | 'rolled-back';
  readonly files: readonly string[];
  readonly lost: readonly string[];
}

/** Ends every apply and revert whose process died in the middle. Call it when a workspace is opened, before anything is applied. */
export async function recoverApply(
  workspace: string,
  stateDirectory: string,
  guard: PathGuard,
  writer: FileWriter = diskWriter,
): Promise<readonly Recovered[]> {
  const recovered: Recovered[] = [];
  for (const runId of await namesIn(join(stateDirectory, 'runs'))) {
    for (const stored of await readJournals(stateDirectory, runId)) {
      if (stored.journal.state !== 'begun' || (await isRunning(stored.journal.process))) continue;
      recovered.push(await recoverOne(workspace, stored, guard, writer));
    }
  }
  return recovered;
}

async function recoverOne(
  workspace: string,
  stored: StoredJournal,
  guard: PathGuard,
  writer: FileWriter,
): Promise<Recovered> {
  const { journal } = stored;
  const files = journal.files.map((file) => file.path);
  const done = await inBatches(journal.files, 16, (file) =>
    isSameFile(readWorkspaceFile(join(workspace, file.path)), file.after),
  );
  if (!done.includes(false)) {
    await endJournal(stored, { ...journal, state: 'committed' });
    return { runId: journal.runId, kind: journal.kind, outcome: 'completed', files, lost: [] };
  }
  const lost = await restoreFiles({ workspace, guard, writer }, stored, new Set());
  await endJournal(stored, { ...journal, state: 'rolled-back' });
  return { runId: journal.runId, kind: journal.kind, outcome: 'rolled-back', files, lost };
}
