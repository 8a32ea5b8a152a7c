import { constants } from 'node:fs';
import { access, stat, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import type { Diagnosis } from '../../core/diagnosis';
import type { DoctorInput } from './doctorInput';
import { doubtful, well, wrong } from './finding';

const gigabyte = 1024 ** 3;
const megabyte = 1024 ** 2;

/** The folders that MAO writes to: the workspace with its state folder, its data folder, the temporary one; nothing is written to try. */
export function checkFolders({ workspace, state, data }: DoctorInput): Promise<readonly Diagnosis[]> {
  return Promise.all([
    checkFolder({ id: 'workspace-folder', area: 'workspace', title: 'Workspace' }, workspace),
    checkFolder({ id: 'state-folder', area: 'workspace', title: 'State folder' }, state),
    checkFolder({ id: 'data-folder', area: 'machine', title: 'Data folder' }, data),
    checkTemporary(tmpdir()),
  ]);
}

/** Unlike the others it is never made; not much is kept there. */
async function checkTemporary(folder: string): Promise<Diagnosis> {
  const subject = { id: 'temporary-folder', area: 'machine', title: 'Temporary folder' } as const;
  if (await stat(folder).catch(() => undefined)) return checkFolder(subject, folder, 50 * megabyte);
  return wrong(subject, folder, `${folder} is not there. Make it, or set TMPDIR to another folder.`, { folder });
}

async function checkFolder(
  subject: Pick<Diagnosis, 'id' | 'area' | 'title'>,
  folder: string,
  leastBytes = gigabyte,
): Promise<Diagnosis> {
  const there = await nearest(folder);
  const facts = { folder, exists: there.folder === folder };
  if (!there.isFolder) {
    return wrong(subject, folder, `${there.folder} is a file where MAO needs a folder. Move it away.`, facts);
  }
  try {
    await access(there.folder, constants.W_OK | constants.X_OK);
  } catch {
    return wrong(subject, folder, `MAO may not write to ${there.folder}. Give yourself the right to.`, facts);
  }
  const { bavail, bsize } = await statfs(there.folder);
  const freeBytes = bavail * bsize;
  const found = `${folder}, ${(freeBytes / gigabyte).toFixed(1)} GB free`;
  const measured = { ...facts, freeBytes };
  if (freeBytes >= leastBytes) return well(subject, found, measured);
  const todo =
    leastBytes < gigabyte
      ? 'Free some space there: the CLIs and merges need some.'
      : 'Free some space: snapshots, worktrees and checks need about 1 GB.';
  return doubtful(subject, found, todo, measured);
}

/** The folder itself, or what there is of the way to it. */
async function nearest(folder: string): Promise<{ readonly folder: string; readonly isFolder: boolean }> {
  const found = await stat(folder).catch(() => undefined);
  if (found) return { folder, isFolder: found.isDirectory() };
  const above = dirname(folder);
  return above === folder ? { folder, isFolder: false } : nearest(above);
}
