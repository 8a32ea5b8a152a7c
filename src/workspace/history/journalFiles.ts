import { constants } from 'node:fs';
import { mkdir, open, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { FailureError } from '../../core/failure';
import type { JournalFiles } from '../../core/ports/journalFiles';
import type { PathGuard } from '../../core/ports/pathGuard';
import { isMissing, readTextIfThere } from '../state/atomicFile';

const folder = 'docs/journal';

/** The journal of a workspace on disk. Nothing is ever changed but by adding to an end; the guard judges each path first. */
export function openJournalFiles(workspace: string, guard: PathGuard): JournalFiles {
  const allowed = async (path: string): Promise<string> => {
    const verdict = await guard.judge(path);
    if (verdict.kind === 'allowed') return join(workspace, path);
    const message = `${path} can not be written: ${verdict.reason}.`;
    throw new FailureError({ code: 'refused', message });
  };
  return {
    readNewest: async (most) => {
      const names = await readdir(join(workspace, folder)).catch((error: unknown) => {
        if (isMissing(error)) return [];
        throw error;
      });
      const days = names.filter((name) => /^\d{4}-\d\d-\d\d\.md$/.test(name)).sort();
      const texts = await Promise.all(days.slice(-most).map((name) => readTextIfThere(join(workspace, folder, name))));
      return texts.filter((text) => text !== undefined);
    },
    read: async (path) => readTextIfThere(await allowed(path)),
    append: async (path, text) => {
      const file = await allowed(path);
      await mkdir(dirname(file), { recursive: true });
      const { O_APPEND, O_CREAT, O_WRONLY, O_NOFOLLOW } = constants;
      // Windows has no O_NOFOLLOW, which counts as 0 then; the guard has seen the path a moment ago.
      const handle = await open(file, O_APPEND | O_CREAT | O_WRONLY | O_NOFOLLOW);
      try {
        await handle.writeFile(text);
        await handle.sync();
      } finally {
        await handle.close();
      }
    },
  };
}
