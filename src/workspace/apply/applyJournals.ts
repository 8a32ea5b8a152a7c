import { mkdir, open, readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { applyJournalSchema, type ApplyJournal, type FileImage } from '../../core/applyJournal';
import { isMissing, syncFolder, writeFileAtomic } from '../state/atomicFile';
import { stateFailure } from '../state/stateFailure';
import { ensureStateFolder } from '../state/stateFolder';

const journalFile = 'journal.json';
const imagesFile = 'former.bin';

/** A journal together with the folder in which it lies. */
export interface StoredJournal {
  readonly folder: string;
  readonly journal: ApplyJournal;
}

/** Where the applies and reverts of a run are recorded. */
export function applyFolder(stateDirectory: string, runId: string): string {
  return join(stateDirectory, 'runs', runId, 'apply');
}

/**
 * Records what is going to happen, with all bytes that it could cost, before anything is touched. `images` are those bytes
 * in the order of their offsets. Rejects with a failure that says what to do when the disk refuses.
 */
export async function storeJournal(
  stateDirectory: string,
  journal: ApplyJournal,
  images: readonly Uint8Array[],
): Promise<StoredJournal> {
  const parent = applyFolder(stateDirectory, journal.runId);
  await ensureStateFolder(stateDirectory, parent);
  try {
    const folder = await freshFolder(parent);
    try {
      const handle = await open(join(folder, imagesFile), 'wx');
      try {
        await handle.writeFile(Buffer.concat(images));
        await handle.sync();
      } finally {
        await handle.close();
      }
      await writeFileAtomic(join(folder, journalFile), JSON.stringify(journal));
      await syncFolder(parent);
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
    return { folder, journal };
  } catch (error) {
    throw stateFailure(parent, error);
  }
}

/** Says how an apply or revert ended. */
export async function endJournal(stored: StoredJournal, journal: ApplyJournal): Promise<void> {
  try {
    await writeFileAtomic(join(stored.folder, journalFile), JSON.stringify(journal));
  } catch (error) {
    throw stateFailure(stored.folder, error);
  }
}

/** All journals of a run in order; those that can not be read are left out, as nothing was touched before they were whole. */
export async function readJournals(stateDirectory: string, runId: string): Promise<StoredJournal[]> {
  const parent = applyFolder(stateDirectory, runId);
  const names = (await namesIn(parent))
    .filter((name) => /^\d+$/.test(name))
    .sort((one, other) => Number(one) - Number(other));
  const found = await Promise.all(
    names.map(async (name) => {
      const folder = join(parent, name);
      const text = await readFile(join(folder, journalFile), 'utf8').catch(() => '');
      const journal = applyJournalSchema.safeParse(parse(text));
      return journal.success ? [{ folder, journal: journal.data }] : [];
    }),
  );
  return found.flat();
}

/** The bytes that a journal keeps; the answer gives those of one file. */
export async function openImages(folder: string): Promise<(image: FileImage) => Uint8Array> {
  const kept = await readFile(join(folder, imagesFile));
  return ({ offset = 0, size }) => kept.subarray(offset, offset + size);
}

/** The names in a folder; none when it is not there. */
export async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

async function freshFolder(parent: string): Promise<string> {
  const taken = (await namesIn(parent)).map(Number).filter((number) => Number.isInteger(number));
  const folder = join(parent, String(Math.max(0, ...taken) + 1).padStart(4, '0'));
  await mkdir(folder);
  return folder;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
