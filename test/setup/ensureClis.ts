import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { run } from './run';
import { installOnce } from './stamp';

/** The folder whose package.json pins the real model CLIs; they are large, so they are no dependencies of MAO itself. */
const folder = resolve('test/clis');
const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];

/** Where the real CLIs' commands (`claude`, `codex`, `gemini`) lie; they are installed first where they are missing. */
export async function ensureClis(): Promise<string> {
  const lock = readFileSync(join(folder, 'package-lock.json'), 'utf8');
  await installOnce(join(folder, 'node_modules', '.mao-installed'), lock, async () => {
    await run('npm', ['ci', '--ignore-scripts', ...quiet], { cwd: folder });
    // Only Claude Code needs its install script, which puts the platform's program in place.
    await run('npm', ['rebuild', '@anthropic-ai/claude-code', '--ignore-scripts=false', ...quiet], { cwd: folder });
  });
  return join(folder, 'node_modules', '.bin');
}
