import { mkdirSync, rmSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { run } from './run';

/** Builds every bundle into dist/. */
export async function buildBundles(): Promise<void> {
  await run(process.execPath, ['esbuild.config.mjs']);
}

/** Packs the built extension into a .vsix at the given path; everything it needs at run time is in the bundles. */
export async function packageExtension(file: string): Promise<void> {
  mkdirSync(dirname(file), { recursive: true });
  rmSync(file, { force: true });
  const vsce = resolve('node_modules/@vscode/vsce/vsce');
  // No address of a repository is known that the README's relative links could be made to point to.
  const links = ['--allow-missing-repository', '--no-rewrite-relative-links'];
  const options = ['--no-dependencies', '--skip-license', ...links];
  await run(process.execPath, [vsce, 'package', ...options, '--out', file]);
}
