import { createHash } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  copyFileSync,
  fchmodSync,
  fchownSync,
  fsync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  type Stats,
} from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { FileImage } from '../../core/applyJournal';
import { errorCode, isMissing } from '../state/atomicFile';

/** A file of the workspace as it is now. `mode` has the permission bits. */
export interface WorkspaceFile {
  readonly bytes: Uint8Array;
  readonly mode: number;
}

/**
 * Reads a regular file; undefined when there is none. Throws for everything else that can stand there. At once, as a
 * thousand source files are read faster than they are waited for; callers go through `inBatches`, which lets others in.
 */
export function readWorkspaceFile(path: string): WorkspaceFile | undefined {
  try {
    const stats = lstatSync(path);
    if (!stats.isFile()) throw new Error(`${path} is no file.`);
    return { bytes: readFileSync(path), mode: stats.mode & 0o7777 };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** What is remembered of a file. */
export function imageOf(file: WorkspaceFile): FileImage {
  return { hash: hashOf(file.bytes), size: file.bytes.length, mode: file.mode };
}

export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Whether a file (undefined: none) is as remembered, to the byte and the executable bit. */
export function isSameFile(file: WorkspaceFile | undefined, image: FileImage | null): boolean {
  if (file === undefined || image === null) return file === undefined && image === null;
  const executable = process.platform === 'win32' || isExecutable(file.mode) === isExecutable(image.mode);
  return executable && file.bytes.length === image.size && hashOf(file.bytes) === image.hash;
}

export const isExecutable = (mode: number): boolean => (mode & 0o111) !== 0;

/** How files of the workspace are changed; an argument, so that tests can make a disk fail. */
export interface FileWriter {
  /** Puts a file in place as a whole, or rejects and leaves what was there. `draft` is a free path on MAO's side. */
  replace(path: string, bytes: Uint8Array, mode: number, draft: string): Promise<void>;
  remove(path: string): Promise<void>;
}

/** The real disk: written aside, synced, then renamed, mode and owner as they were. */
export const diskWriter: FileWriter = {
  replace: async (path, bytes, mode, draft) => {
    const old = lstatSync(path, { throwIfNoEntry: false });
    if (!old) mkdirSync(dirname(path), { recursive: true });
    try {
      const file = openSync(draft, 'w', isExecutable(mode) ? 0o777 : 0o666);
      try {
        writeFileSync(file, bytes);
        if (old) keepOwner(file, old);
        if (old) fchmodSync(file, mode);
        await sync(file); // the one slow step: many of them wait together
      } finally {
        closeSync(file);
      }
      renameOver(draft, path);
    } catch (error) {
      rmSync(draft, { force: true });
      throw error;
    }
  },
  remove: (path) => rm(path),
};

const sync = promisify(fsync);

function keepOwner(file: number, { uid, gid }: Stats): void {
  if (uid === process.getuid?.() && gid === process.getgid?.()) return;
  try {
    fchownSync(file, uid, gid);
  } catch {
    // only a superuser may give files away
  }
}

function renameOver(draft: string, path: string): void {
  try {
    renameSync(draft, path);
  } catch (error) {
    if (errorCode(error) !== 'EXDEV') throw error;
    const beside = join(dirname(path), `.${basename(path)}.mao.tmp`); // the state folder is on another disk than the file
    try {
      copyFileSync(draft, beside);
      chmodSync(beside, lstatSync(draft).mode);
      renameSync(beside, path);
      rmSync(draft, { force: true });
    } finally {
      rmSync(beside, { force: true });
    }
  }
}
