import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** The path of a folder in the git repository that it lies in, as `packages/app/`; empty at its root, and outside of any. */
export function prefixInRepository(folder: string): string {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) {
      const inside = relative(at, folder).replace(/\\/g, '/');
      return inside === '' ? '' : `${inside}/`;
    }
    if (dirname(at) === at) return '';
  }
}
