import { assertNever } from '../core/assertNever';
import type { CheckCommand } from '../core/ports/approver';
import type { Clock } from '../core/ports/clock';
import type { ProcessEnd, ProcessRunner } from '../core/ports/processRunner';
import type { RunEventBody } from '../core/runEvent';
import { OutputWindow } from './outputWindow';
import { plainLine } from './plainText';

const maxOutputChars = 64 * 1024;

/** What `runChecks` needs. `cwd` is the integration worktree; `env` is complete; `output` gets every line as it comes. */
export interface ChecksInput {
  readonly runner: ProcessRunner;
  readonly commands: readonly CheckCommand[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Absolute path of a program on the user's PATH, or undefined. */
  readonly resolveExecutable: (name: string) => Promise<string | undefined>;
  readonly limitSeconds: number;
  readonly emit: (event: RunEventBody) => void;
  readonly output: (name: string, line: string) => void;
  readonly signal: AbortSignal;
  readonly clock: Clock;
}

/** How one check ended; `output` is what it printed, bounded, and for a skipped check why. */
export interface CheckResult {
  readonly name: string;
  readonly command: readonly string[];
  readonly outcome: 'passed' | 'failed' | 'timed-out' | 'skipped';
  readonly exitCode: number | null;
  readonly durationMs: number;
  readonly output: string;
}

type Verdict = Pick<CheckResult, 'outcome' | 'exitCode'> & { readonly remark?: string };

/** pytest and unittest end so when there is not one test. */
const noTestsExitCode = 5;

function exitVerdict(exitCode: number, command: readonly string[]): Verdict {
  if (exitCode === 0) return { outcome: 'passed', exitCode };
  const python = command.includes('-m') && (command.includes('pytest') || command.includes('unittest'));
  if (exitCode === noTestsExitCode && python) return { outcome: 'skipped', exitCode, remark: 'No tests were found.' };
  if (exitCode !== 127) return { outcome: 'failed', exitCode };
  const remark = 'A program was not found. Install what the project depends on, then run again.';
  return { outcome: 'failed', exitCode, remark };
}

function verdictOf(end: ProcessEnd, command: readonly string[], limitSeconds: number): Verdict {
  switch (end.kind) {
    case 'exited':
      return exitVerdict(end.exitCode, command);
    case 'signalled':
      return { outcome: 'failed', exitCode: null, remark: `Ended by ${end.signal}.` };
    case 'not-started':
      return { outcome: 'skipped', exitCode: null, remark: `Could not be started: ${end.message}` };
    case 'stopped':
      return end.why === 'cancelled'
        ? { outcome: 'skipped', exitCode: null, remark: 'Cancelled.' }
        : { outcome: 'timed-out', exitCode: null, remark: `Ended after its limit of ${limitSeconds} s.` };
    default:
      return assertNever(end);
  }
}

/** The program to start: one of the worktree when it is named by a path, else one from the user's PATH. */
async function executable(input: ChecksInput, cwd: string, name: string): Promise<string | undefined> {
  if (/^([A-Za-z]:)?[\\/]/.test(name)) return name;
  if (/[\\/]/.test(name)) return `${cwd}/${name.replace(/^\.[\\/]/, '')}`;
  const found = await input.resolveExecutable(name);
  return found ?? (name === 'python3' ? await input.resolveExecutable('python') : undefined);
}

/** The environment of a check. Python takes the modules of the worktree before those of an installed copy of the project. */
function environmentOf({ env }: ChecksInput, cwd: string, { pythonPath }: CheckCommand): ChecksInput['env'] {
  if (pythonPath === undefined) return env;
  const before = env['PYTHONPATH'] ?? '';
  const folders = [...pythonPath.map((folder) => `${cwd}/${folder}`), ...(before === '' ? [] : [before])];
  return { ...env, PYTHONPATH: folders.join(/^[A-Za-z]:/.test(cwd) ? ';' : ':') };
}

async function runCommand(input: ChecksInput, check: CheckCommand, print: (line: string) => void): Promise<Verdict> {
  if (check.missing !== undefined) return { outcome: 'skipped', exitCode: null, remark: check.missing };
  const [name = '', ...args] = check.command;
  const cwd = check.folder === undefined ? input.cwd : `${input.cwd}/${check.folder}`;
  const file = await executable(input, cwd, name);
  if (file === undefined) {
    const remark = `${name} was not found on your PATH. Install it, or name your own checks in the settings.`;
    return { outcome: 'skipped', exitCode: null, remark };
  }
  const invocation = { file, args, cwd, env: environmentOf(input, cwd, check), stdin: undefined };
  const running = input.runner.start(invocation, { totalSeconds: input.limitSeconds }, input.signal);
  try {
    for await (const lines of running.lines) for (const { text } of lines) print(plainLine(text));
    return verdictOf(await running.ended, check.command, input.limitSeconds);
  } finally {
    await running.stop();
  }
}

async function runCheck(input: ChecksInput, check: CheckCommand): Promise<CheckResult> {
  const { name, command } = check;
  input.emit({ type: 'check-start', name, command: [...command] });
  const started = input.clock.now().getTime();
  const window = new OutputWindow(maxOutputChars);
  const print = (line: string) => {
    window.add(line);
    input.output(name, line);
  };
  const { remark, ...verdict } = await runCommand(input, check, print);
  if (remark !== undefined) print(remark);
  const durationMs = input.clock.now().getTime() - started;
  const result = { name, command, ...verdict, durationMs, output: window.text() };
  input.emit({ type: 'check-end', ...result, command: [...command] });
  return result;
}

/**
 * Runs all checks in order, one at a time, each up to its limit; a red one does not keep the others from running, so that
 * the user sees everything that is wrong. A program that is not there is `skipped` with the reason, never `passed`. After
 * an abort no further check starts. Throws only what the runner throws (untrusted workspace).
 */
export async function runChecks(input: ChecksInput): Promise<readonly CheckResult[]> {
  const results: CheckResult[] = [];
  for (const check of input.commands) {
    if (input.signal.aborted) break;
    results.push(await runCheck(input, check));
  }
  return results;
}
