import { createHash } from 'node:crypto';
import { globSync, lstatSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { execa } from 'execa';
import { runEventSchema, type RunEvent } from '../../src/core/runEvent';
import type { CliHome } from './cliHome';

/** Writes the configuration with which `mao` starts the real CLIs of this home; gives back its path. */
export function writeCliConfig({ folder, settings }: CliHome): string {
  const file = join(folder, 'mao.config.yaml');
  // JSON is YAML. The registry says `openai` where the program is called `codex`.
  writeFileSync(file, JSON.stringify({ clis: { ...settings, openai: settings.codex } }));
  return file;
}

/** Runs the built `mao` command, its environment being the home's alone. */
export async function mao(home: CliHome, cwd: string, ...command: readonly string[]) {
  const args = [resolve('dist/mao.js'), ...command, '--config', writeCliConfig(home)];
  const options = { cwd, env: home.env, extendEnv: false, reject: false, stdin: 'ignore', timeout: 500_000 } as const;
  const { exitCode, stdout, stderr } = await execa(process.execPath, args, options);
  return { exitCode, stdout, stderr };
}

/** Reads `--json` output: every line must be an event of the contract. */
export function readEvents(stdout: string): readonly RunEvent[] {
  return stdout.split('\n').flatMap((line) => (line === '' ? [] : [runEventSchema.parse(JSON.parse(line))]));
}

/** The events of one type. */
export function eventsOf<T extends RunEvent['type']>(events: readonly RunEvent[], type: T) {
  return events.filter((event): event is Extract<RunEvent, { readonly type: T }> => event.type === type);
}

/** One hash over the names and bytes of all files below a folder. */
export function hashOf(folder: string): string {
  const hash = createHash('sha256');
  for (const name of globSync('**/*', { cwd: folder }).toSorted()) {
    const file = join(folder, name);
    if (lstatSync(file).isFile()) hash.update(`${name}\0`).update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}
