import { realpathSync } from 'node:fs';
import { join, sep } from 'node:path';

/** Whether a folder really lies below another one, links followed on both sides; a folder that can not be found does not. */
export function liesIn(home: string, folder: string): boolean {
  try {
    return realpathSync(folder).startsWith(join(realpathSync(home), sep));
  } catch {
    return false;
  }
}
