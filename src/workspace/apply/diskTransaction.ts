import { dirname, join } from 'node:path';
import type { JournalFile } from '../../core/applyJournal';
import type { ApplyTransaction, PlannedEdit } from '../../core/ports/changeApplier';
import { UsageError } from '../../core/usageError';
import { syncFolder } from '../state/atomicFile';
import { stateFailure } from '../state/stateFailure';
import { endJournal, type StoredJournal } from './applyJournals';
import { inBatches } from './inBatches';
import { restoreFiles } from './restoreFiles';
import { removeEmpty, type TransactionPlace } from './transactionPlace';
import { imageOf, isSameFile, readWorkspaceFile } from './workspaceFile';

/** An apply or revert whose pre-image is on disk. `emptied`: folders that go when the end leaves them empty. */
export class DiskTransaction implements ApplyTransaction {
  private readonly written = new Set<string>();
  private saved: ReadonlySet<string> = new Set();

  constructor(
    private readonly place: TransactionPlace,
    private readonly stored: StoredJournal,
    private readonly edits: readonly PlannedEdit[],
    private readonly emptied: readonly string[],
  ) {}

  async writeToDisk(saved: readonly string[] = []): Promise<void> {
    this.saved = new Set(saved);
    const pairs = this.edits.map((edit, at) => ({ edit, file: this.stored.journal.files[at], at }));
    const deletes = pairs.filter(({ edit }) => edit.after === undefined);
    const writes = pairs.filter(({ edit }) => edit.after !== undefined);
    // deletes first: a rename that only changes case needs its name free
    for (const batch of [deletes, writes]) {
      await inBatches(batch, 16, ({ edit, file, at }) => this.writeOne(edit, file, at));
    }
    const folders = new Set(this.edits.map((edit) => dirname(join(this.place.workspace, edit.path))));
    await inBatches([...folders], 16, syncFolder);
  }

  async commit(): Promise<void> {
    const files = await inBatches(this.stored.journal.files, 16, (file) => {
      const now = readWorkspaceFile(join(this.place.workspace, file.path));
      if (!isSameFile(now, file.after) && !this.hasOtherCase(file)) {
        throw new Error(`${file.path} is not on disk as it was planned.`);
      }
      return { ...file, after: file.after && now ? imageOf(now) : file.after };
    });
    await endJournal(this.stored, { ...this.stored.journal, state: 'committed', files });
    await removeEmpty(this.place.workspace, this.emptied);
  }

  async rollback(): Promise<readonly string[]> {
    // what changed after it was written is somebody else's; what an editor saved and we did not write yet is the plan's
    const ours = new Set([...this.saved].filter((path) => !this.written.has(path)));
    const lost = await restoreFiles(this.place, this.stored, ours);
    await endJournal(this.stored, { ...this.stored.journal, state: 'rolled-back' });
    return lost;
  }

  private async writeOne(edit: PlannedEdit, file: JournalFile | undefined, at: number): Promise<void> {
    if (!file) throw new Error(`${edit.path} is not in the journal.`);
    const { workspace, guard, writer } = this.place;
    const path = join(workspace, edit.path);
    const verdict = await guard.judge(edit.path);
    if (verdict.kind === 'refused') throw new UsageError(`${edit.path} may not be written: ${verdict.reason}.`);
    const now = readWorkspaceFile(path);
    if (isSameFile(now, file.after)) return;
    if (!isSameFile(now, file.disk) && !this.saved.has(edit.path)) {
      throw new UsageError(
        `${edit.path} was changed while the changes were applied. Nothing of it was lost; try again.`,
      );
    }
    try {
      if (edit.after === undefined) await writer.remove(path);
      else await writer.replace(path, edit.after, edit.mode ?? 0o644, join(this.stored.folder, `draft-${at}`));
      this.written.add(edit.path);
    } catch (error) {
      throw stateFailure(edit.path, error);
    }
  }

  /** A deleted name that another file of this plan now answers to, where names differ by case only. */
  private hasOtherCase(file: JournalFile): boolean {
    const fold = (path: string) => path.normalize('NFC').toLowerCase();
    const others = this.edits.filter((edit) => edit.after !== undefined && edit.path !== file.path);
    return file.after === null && others.some((edit) => fold(edit.path) === fold(file.path));
  }
}
