import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { run } from './run';
import { installOnce } from './stamp';

/** The versions of the PAL server that MAO is tried with; what each needs is pinned in test/clis/pal. */
export const palVersions = ['11.8.2', '10.5.0'] as const;
export type PalVersion = (typeof palVersions)[number];

/** The `pal-mcp-server` of a version from PyPI, in a Python environment of its own; installed first where it is missing. */
export async function ensurePal(version: PalVersion): Promise<string> {
  const pinned = resolve('test/clis/pal', `${version}.txt`);
  const folder = resolve('test/clis/pal/node_modules', version);
  const windows = process.platform === 'win32';
  const bin = join(folder, windows ? 'Scripts' : 'bin');
  await installOnce(join(folder, '.mao-installed'), readFileSync(pinned, 'utf8'), async () => {
    await run(windows ? 'python' : 'python3', ['-m', 'venv', '--clear', folder]);
    await run(join(bin, 'pip'), ['install', '--quiet', '--disable-pip-version-check', '--requirement', pinned]);
  });
  return join(bin, 'pal-mcp-server');
}
