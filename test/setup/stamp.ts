import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Does an installation once: `install` runs unless the stamp file says that just `wanted` is installed already.
 * The stamp is written last, so that an interrupted installation begins anew.
 */
export async function installOnce(stamp: string, wanted: string, install: () => Promise<void>): Promise<void> {
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  rmSync(stamp, { force: true });
  await install();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
}
