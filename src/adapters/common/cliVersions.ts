import { stat } from 'node:fs/promises';
import type { Invocation, ProcessRunner } from '../../core/ports/processRunner';
import { askProgram } from './askProgram';
import { packageVersion } from './packageVersion';
import { versionIn } from './versionRule';

/** A program as it is started, whose version is asked for by `--version` after its own arguments. */
export type Program = Pick<Invocation, 'file' | 'args' | 'cwd' | 'env'>;

/** How long a CLI may take to tell its version before a run goes on without knowing it. */
const patienceSeconds = 15;

/**
 * The versions of CLIs: read from the files around a program, else asked for once until the program changes. One is made
 * for a workspace's engine, so that no attempt asks again what another has asked.
 */
export class CliVersions {
  private readonly asked = new Map<string, Promise<string | undefined>>();

  /** What is known without starting anything; undefined: `ask`. */
  async known(program: Pick<Program, 'file' | 'args'>, packageName: string): Promise<string | undefined> {
    return (
      (program.args.length === 0 ? await packageVersion(program.file, packageName) : undefined) ??
      (await this.asked.get(await keyOf(program)))
    );
  }

  /** Keeps what a program said of its version. */
  async remember(program: Pick<Program, 'file' | 'args'>, version: string | undefined): Promise<void> {
    if (version !== undefined) this.asked.set(await keyOf(program), Promise.resolve(version));
  }

  /** Asks the program; undefined when it does not tell. Never rejects. */
  async ask(runner: ProcessRunner, program: Program, signal: AbortSignal): Promise<string | undefined> {
    const key = await keyOf(program);
    const asking = this.asked.get(key) ?? askVersion(runner, program, signal);
    this.asked.set(key, asking);
    const version = await asking;
    if (version !== undefined) return version;
    // Only one that was cancelled is asked again: a program that does not tell would else be asked before every attempt.
    if (signal.aborted) {
      if (this.asked.get(key) === asking) this.asked.delete(key);
      return undefined;
    }
    // Whoever had asked was cancelled; that tells nothing of the program.
    return this.asked.get(key) === asking ? undefined : this.ask(runner, program, signal);
  }
}

async function askVersion(runner: ProcessRunner, program: Program, signal: AbortSignal): Promise<string | undefined> {
  const invocation = { ...program, args: [...program.args, '--version'], stdin: undefined };
  try {
    const { stdout, end } = await askProgram(runner, invocation, patienceSeconds, signal);
    return end.kind === 'exited' && end.exitCode === 0 ? versionIn(stdout) : undefined;
  } catch {
    return undefined; // it may not be started here at all, which the attempt itself will say
  }
}

/** A file that is replaced gets another inode or change time, whatever modification time its package gives it. */
async function keyOf({ file, args }: Pick<Program, 'file' | 'args'>): Promise<string> {
  const found = await stat(file).catch(() => undefined);
  return JSON.stringify([file, args, found?.ino, found?.size, found?.mtimeMs, found?.ctimeMs]);
}
