import { createHash } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { dismissalSchema, type Dismissal } from '../../core/dismissal';
import type { Dismissals } from '../../core/ports/dismissals';
import { isMissing, readTextIfThere, writeFileAtomic } from './atomicFile';
import { ensureStateFolder } from './stateFolder';
import { stateFailure } from './stateFailure';

function read(text: string | undefined): Dismissal | undefined {
  try {
    return dismissalSchema.safeParse(JSON.parse(text ?? '')).data;
  } catch {
    return undefined;
  }
}

/**
 * Dismissals as files of the workspace's state folder, one a finding: two windows that write at once lose nothing. A
 * damaged file reads as none; a disk that refuses is a `FailureError`.
 */
export function openDismissals(stateFolder: string): Dismissals {
  const folder = join(stateFolder, 'dismissed');
  const fileOf = (id: string) => join(folder, `${createHash('sha256').update(id).digest('hex').slice(0, 32)}.json`);
  return {
    list: async () => {
      const names = await readdir(folder).catch((error: unknown) => {
        if (isMissing(error)) return [];
        throw error;
      });
      const files = names.filter((name) => name.endsWith('.json')).sort();
      const found = await Promise.all(files.map(async (name) => read(await readTextIfThere(join(folder, name))) ?? []));
      return found.flat();
    },
    save: async (dismissal) => {
      const file = fileOf(dismissal.id);
      await ensureStateFolder(stateFolder, folder);
      try {
        await writeFileAtomic(file, `${JSON.stringify(dismissal)}\n`);
      } catch (cause) {
        throw stateFailure(file, cause);
      }
    },
    remove: (id) => rm(fileOf(id), { force: true }),
  };
}
