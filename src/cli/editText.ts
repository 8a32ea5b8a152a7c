import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../core/usageError';

/** Lets the user edit a text in their editor; undefined when the editor failed. */
export type EditText = (name: string, text: string) => Promise<string | undefined>;

/** Edits in `$VISUAL` or `$EDITOR` on this terminal. */
export function editorOf(env: NodeJS.ProcessEnv): EditText {
  return async (name, text) => {
    const [program, ...args] = (env['VISUAL'] ?? env['EDITOR'] ?? '').split(' ').filter((part) => part !== '');
    if (program === undefined) throw new UsageError('Set EDITOR to your editor to edit the plan, e.g. EDITOR=nano.');
    const folder = await mkdtemp(join(tmpdir(), 'mao-'));
    try {
      const file = join(folder, name);
      await writeFile(file, text);
      const exitCode = await new Promise<number | null>((resolve, reject) => {
        spawn(program, [...args, file], { stdio: 'inherit' })
          .once('error', reject)
          .once('exit', resolve);
      });
      return exitCode === 0 ? await readFile(file, 'utf8') : undefined;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };
}
