import { spawn } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runEventSchema, type RunEvent } from '../../src/core/runEvent';
import { benchCli, type WorkspaceLab } from './workspaceLab';

const command = resolve('dist/mao.js');

/** What a program printed on its standard output; rejects unless it ended with 0. */
export async function output(
  file: string,
  args: readonly string[],
  lab: WorkspaceLab,
  cwd: string,
  env: Record<string, string> = {},
): Promise<string> {
  const child = spawn(file, args, {
    cwd,
    env: { ...lab.environment, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const parts: string[] = [];
  child.stdout.setEncoding('utf8').on('data', (part: string) => parts.push(part));
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (part: string) => (said += part));
  const code = await new Promise<number | null>((done) => child.on('close', done));
  if (code !== 0) throw new Error(`${file} ended with ${String(code)}: ${said}`);
  return parts.join('');
}

/** The events of one headless develop run with the bench CLI as Claude Code; `env` is for the CLI. Its own times are in `lab.times`. */
export async function developOnce(
  lab: WorkspaceLab,
  options: { readonly env: Readonly<Record<string, string>>; readonly maxParallel: number },
): Promise<readonly RunEvent[]> {
  rmSync(lab.times, { force: true });
  const config = join(lab.root, 'mao.config.yaml');
  const env = { ...options.env, MAO_BENCH_TIMES: lab.times };
  const claude = { path: process.execPath, args: [benchCli], env };
  writeFileSync(config, JSON.stringify({ clis: { claude }, maxParallel: options.maxParallel }));
  const args = [command, 'develop', '1', '--yes', '--json', '--no-verify', '--config', config];
  return (await output(process.execPath, args, lab, lab.workspace))
    .trim()
    .split('\n')
    .map((line): RunEvent => runEventSchema.parse(JSON.parse(line)));
}
