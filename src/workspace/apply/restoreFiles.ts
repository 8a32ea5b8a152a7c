import { chmodSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { FileImage, JournalFile } from '../../core/applyJournal';
import { openImages, type StoredJournal } from './applyJournals';
import { inBatches } from './inBatches';
import { removeEmpty, type TransactionPlace } from './transactionPlace';
import { isSameFile, readWorkspaceFile, type WorkspaceFile } from './workspaceFile';

/**
 * Puts every file back as the journal remembers it, and removes the folders that were made. A file that somebody else
 * changed meanwhile stays as it is; so does what can not be written. Those are answered, and their former content is laid
 * beside the journal. `ours`: files whose content, whatever it is, the transaction made.
 */
export async function restoreFiles(
  place: TransactionPlace,
  stored: StoredJournal,
  ours: ReadonlySet<string>,
): Promise<string[]> {
  const { files, folders } = stored.journal;
  const lost: string[] = [];
  const imageOf = await openImages(stored.folder);
  const restore = async (file: JournalFile) => {
    try {
      if (await restoreOne(place, stored, file, imageOf, ours)) return;
    } catch {
      // the disk refuses: told below, with the former content kept
    }
    lost.push(file.path);
    await keepFormer(stored, file, imageOf);
  };
  // created files go first: a former name may differ from a new one by case only
  await inBatches(
    files.filter((file) => file.disk === null),
    16,
    restore,
  );
  await inBatches(
    files.filter((file) => file.disk !== null),
    16,
    restore,
  );
  await removeEmpty(place.workspace, folders);
  return lost;
}

type Images = (image: FileImage) => Uint8Array;

async function restoreOne(
  { workspace, guard, writer }: TransactionPlace,
  stored: StoredJournal,
  file: JournalFile,
  imageOf: Images,
  ours: ReadonlySet<string>,
): Promise<boolean> {
  const path = join(workspace, file.path);
  const verdict = await guard.judge(file.path);
  if (verdict.kind === 'refused') return false;
  const now = readWorkspaceFile(path);
  if (isSameFile(now, file.disk) && now?.mode === file.disk?.mode) return true;
  const known = now === undefined || isSameFile(now, file.after) || isSameFile(now, file.disk);
  if (!known && !ours.has(file.path)) return false;
  if (!known) await keepAside(stored, file.path, now);
  if (file.disk === null) await writer.remove(path);
  else {
    await writer.replace(
      path,
      imageOf(file.disk),
      file.disk.mode,
      join(stored.folder, `restore-${file.disk.offset ?? 0}`),
    );
    // a file that was gone has no mode to keep, and the umask would take some of the one it had
    if (now === undefined) chmodSync(path, file.disk.mode);
  }
  return true;
}

async function keepFormer(stored: StoredJournal, file: JournalFile, imageOf: Images): Promise<void> {
  if (file.disk === null) return;
  await lay(join(stored.folder, 'former', file.path), imageOf(file.disk)).catch(() => undefined);
}

/** Content that nobody planned is never thrown away. */
async function keepAside(stored: StoredJournal, path: string, now: WorkspaceFile): Promise<void> {
  await lay(join(stored.folder, 'replaced', path), now.bytes);
}

async function lay(file: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, bytes);
}
