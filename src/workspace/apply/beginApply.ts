import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ApplyJournal, FileImage, JournalFile } from '../../core/applyJournal';
import type { ApplyPlan, PlannedEdit } from '../../core/ports/changeApplier';
import { UsageError } from '../../core/usageError';
import { ownProcess } from '../state/processIdentity';
import { storeJournal, type StoredJournal } from './applyJournals';
import { inBatches } from './inBatches';
import { imageOf, isSameFile, readWorkspaceFile } from './workspaceFile';

/**
 * Puts everything that the plan could cost on disk. Rejects with a `UsageError` when a file is not as the plan took it to
 * be: the user changed it in between, and planning again will merge that.
 */
export async function beginApply(
  workspace: string,
  stateDirectory: string,
  plan: ApplyPlan,
  kind: 'apply' | 'revert',
): Promise<StoredJournal> {
  const images = new Images();
  const files = await inBatches(plan.edits, 16, (edit) => record(workspace, edit, images));
  const journal: ApplyJournal = {
    version: 1,
    runId: plan.runId,
    kind,
    state: 'begun',
    process: await ownProcess(),
    folders: missingFolders(workspace, plan.edits),
    files,
  };
  return storeJournal(stateDirectory, journal, images.parts);
}

/** The bytes to keep, one after the other. */
class Images {
  readonly parts: Uint8Array[] = [];
  private length = 0;

  keep(image: FileImage, bytes: Uint8Array): FileImage {
    const kept = { ...image, offset: this.length };
    this.parts.push(bytes);
    this.length += bytes.length;
    return kept;
  }
}

function record(workspace: string, edit: PlannedEdit, images: Images): JournalFile {
  const now = readWorkspaceFile(join(workspace, edit.path));
  const mode = now?.mode ?? edit.mode ?? 0o644;
  const planned = edit.before && imageOf({ bytes: edit.before, mode });
  if (!edit.unsaved && !isSameFile(now, planned ?? null)) {
    throw new UsageError(`${edit.path} changed in the workspace while the changes were planned. Try again.`);
  }
  const disk = now ? images.keep(imageOf(now), now.bytes) : null;
  return {
    path: edit.path,
    ...(edit.from === undefined ? {} : { from: edit.from }),
    disk,
    ...(edit.unsaved && edit.before ? { before: images.keep(imageOf({ bytes: edit.before, mode }), edit.before) } : {}),
    after: edit.after ? imageOf({ bytes: edit.after, mode: edit.mode ?? mode }) : null,
  };
}

/** Folders that have to be made, outermost first. */
function missingFolders(workspace: string, edits: readonly PlannedEdit[]): string[] {
  const missing = new Set<string>();
  for (const edit of edits) {
    if (edit.after === undefined) continue;
    let folder = dirname(edit.path);
    while (folder !== '.' && !missing.has(folder) && !existsSync(join(workspace, folder))) {
      missing.add(folder);
      folder = dirname(folder);
    }
  }
  return [...missing].sort((one, other) => one.length - other.length);
}
