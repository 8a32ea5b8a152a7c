import { CommanderError } from 'commander';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { FailureError } from '../core/failure';
import { environmentRedactor } from '../core/redaction/redactedLogger';
import { UsageError } from '../core/usageError';
import type { CreateEngine } from '../orchestration/engine';
import { settingsOf } from './commonOptions';
import { editorOf } from './editText';
import { exitCodes, type ExitCode } from './exitCodes';
import { readInitFiles } from './initFiles';
import { stderrLogger } from './stderrLogger';
import { systemErrorText } from './systemErrorText';
import { streamOutput } from './output';
import { createProgram, type Execute } from './program';
import { openTerminal } from './terminal';

/** What the composition root gives: the process, the engine, where the package's `templates.json` lies. */
export interface MainOptions {
  readonly argv: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly version: string;
  readonly templates: string;
  readonly createEngine: CreateEngine;
  /** Aborts at the first Ctrl-C. */
  readonly signal: AbortSignal;
}

function say(options: MainOptions, text: string): void {
  options.stderr.write(`${environmentRedactor(options.environment).text(text)}\n`);
}

/** What went wrong, in words; the stack only for our own bugs. */
function explain(options: MainOptions, cause: unknown): ExitCode {
  if (cause instanceof CommanderError) {
    return cause.exitCode === 0 ? exitCodes.done : exitCodes.usage; // commander has printed it
  }
  if (cause instanceof UsageError) {
    say(options, cause.message);
    return exitCodes.usage;
  }
  if (cause instanceof FailureError) {
    say(options, cause.failure.message);
    return cause.failure.code === 'not-installed' ? exitCodes.unreachable : exitCodes.unclean;
  }
  const stack = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
  say(options, systemErrorText(cause) ?? stack);
  return exitCodes.unclean;
}

/** Runs one `mao` command line; resolves with its exit code, never rejects. */
export async function main(options: MainOptions): Promise<ExitCode> {
  let code: ExitCode = exitCodes.done;
  const execute: Execute = async (flags, body) => {
    const output = streamOutput(flags.json === true, options.stdout, options.stderr);
    const workspace = resolve(flags.cwd);
    if (!existsSync(workspace)) {
      throw new UsageError(`There is no folder ${workspace}. Name an existing one with --cwd.`);
    }
    const engine = await options.createEngine({
      workspace,
      settings: settingsOf(flags),
      ...(flags.config === undefined ? {} : { configFile: resolve(flags.config) }),
      ...(flags.prd === undefined ? {} : { prd: resolve(workspace, flags.prd) }),
      environment: options.environment,
      assertMayExecute: () => undefined, // whoever types `mao` in a folder trusts it
      logger: stderrLogger(options.stderr, options.environment['MAO_LOG']),
    });
    try {
      code = await body({
        engine,
        options: { ...flags, cwd: workspace },
        output,
        terminal: output.json ? undefined : openTerminal(options.stdin, options.stderr),
        edit: editorOf(options.environment),
        signal: options.signal,
      });
    } finally {
      await engine.dispose();
    }
  };
  try {
    const program = createProgram(options.version, execute, () => readInitFiles(options.templates));
    await program.parseAsync([...options.argv], { from: 'user' });
    return code;
  } catch (cause) {
    return explain(options, cause);
  }
}
