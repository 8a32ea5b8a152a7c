import { readFile, realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import * as z from 'zod';
import { versionIn } from './versionRule';

const manifestSchema = z.object({ name: z.string(), version: z.string() });

/** How far above a program its package.json may lie: `<package>/dist/bin/cli.js`. */
const levels = 4;

/**
 * The version of a program by the files around it, without starting it: the package.json of the package that it belongs
 * to, or that of the package beside a Windows shim, or the version that a native installer names the file by.
 */
export async function packageVersion(program: string, name: string): Promise<string | undefined> {
  const real = await realpath(program).catch(() => program);
  const folders = [join(dirname(program), 'node_modules', name), ...above(real)];
  for (const folder of folders) {
    const manifest = await readManifest(join(folder, 'package.json'));
    if (manifest?.name === name) return manifest.version;
  }
  const file = basename(real);
  return basename(dirname(real)) === 'versions' && versionIn(file) === file ? file : undefined;
}

function above(file: string): readonly string[] {
  const folders: string[] = [];
  for (let folder = dirname(file); folders.length < levels; folder = dirname(folder)) folders.push(folder);
  return folders;
}

async function readManifest(file: string): Promise<z.infer<typeof manifestSchema> | undefined> {
  try {
    return manifestSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return undefined; // none there, or somebody else's
  }
}
