import { existsSync, globSync, statSync } from 'node:fs';
import { buildBundles } from './packageExtension';

const sources = ['src/**/*.ts', 'media/**/*', 'esbuild.config.mjs', 'package-lock.json'];

/** Builds the bundles unless dist/ is newer than everything that it is made from; tells whether it built. */
export async function buildIfNeeded(): Promise<boolean> {
  const built = existsSync('dist/mao.js') ? statSync('dist/mao.js').mtimeMs : 0;
  if (globSync(sources).every((file) => statSync(file).mtimeMs < built)) return false;
  await buildBundles();
  return true;
}
