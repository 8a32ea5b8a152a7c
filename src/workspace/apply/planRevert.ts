import { join } from 'node:path';
import type { FileImage } from '../../core/applyJournal';
import type { RefusedFile } from '../../core/changeSet';
import type { ApplyConflict, ApplyPlan, PlannedEdit } from '../../core/ports/changeApplier';
import type { PathGuard } from '../../core/ports/pathGuard';
import { openImages, readJournals, type StoredJournal } from './applyJournals';
import { isSameFile, readWorkspaceFile } from './workspaceFile';

/** What a run's applies did to one file, taken together: how it was, and how they left it. */
interface Applied {
  readonly folder: string;
  readonly from: string | undefined;
  readonly former: FileImage | null;
  readonly left: FileImage | null;
}

/** The inverse of what is applied of a run; undefined when nothing is. Files that the user changed since are conflicts. */
export async function planRevert(
  workspace: string,
  stateDirectory: string,
  guard: PathGuard,
  runId: string,
): Promise<ApplyPlan | undefined> {
  const applied = collectApplied(await readJournals(stateDirectory, runId));
  if (applied.size === 0) return undefined;
  const edits: PlannedEdit[] = [];
  const conflicts: ApplyConflict[] = [];
  const refused: RefusedFile[] = [];
  const folders = [...new Set([...applied.values()].map((file) => file.folder))];
  const images = new Map(await Promise.all(folders.map(async (folder) => [folder, await openImages(folder)] as const)));
  for (const [path, file] of applied) {
    const verdict = await guard.judge(path);
    if (verdict.kind === 'refused') {
      refused.push({ path, reason: verdict.reason });
      continue;
    }
    const now = readWorkspaceFile(join(workspace, path));
    if (isSameFile(now, file.former) || (now === undefined && file.former === null)) continue;
    if (!isSameFile(now, file.left)) {
      conflicts.push({ path, reason: 'it was changed since it was applied', text: undefined });
      continue;
    }
    edits.push({
      path,
      before: now?.bytes,
      after: file.former ? images.get(file.folder)?.(file.former) : undefined,
      mode: file.former?.mode,
      ...(file.from === undefined ? {} : { from: file.from }),
      merged: false,
    });
  }
  return { runId, edits, conflicts, refused };
}

/** The folders that a run's applies made and that its revert may remove again. */
export async function foldersMade(stateDirectory: string, runId: string): Promise<string[]> {
  const journals = await readJournals(stateDirectory, runId);
  const applies = journals.filter(({ journal }) => journal.kind === 'apply' && journal.state === 'committed');
  return [...new Set(applies.flatMap(({ journal }) => journal.folders))];
}

/** Folds the committed journals: an apply adds, a revert takes away. */
export function collectApplied(journals: readonly StoredJournal[]): Map<string, Applied> {
  const applied = new Map<string, Applied>();
  for (const { folder, journal } of journals) {
    if (journal.state !== 'committed') continue;
    for (const file of journal.files) {
      if (journal.kind === 'revert') {
        applied.delete(file.path);
        continue;
      }
      const former = file.before ?? file.disk;
      const earlier = applied.get(file.path);
      // what the user did between two applies is theirs: only back to there
      const chained = earlier !== undefined && earlier.left?.hash === former?.hash;
      applied.set(file.path, {
        folder: chained ? earlier.folder : folder,
        from: file.from,
        former: chained ? earlier.former : former,
        left: file.after,
      });
    }
  }
  return applied;
}
