import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { UsageError } from '../../core/usageError';
import { ownGitEnvironment, rawSettings, safeSettings, userGitEnvironment } from './gitEnvironment';
import { assertSupportedVersion } from './gitVersion';

/** One git command. `env` is added to the clean environment; output beyond `maxBytes` ends the process. */
export interface GitCall {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: Uint8Array | string;
  readonly maxBytes?: number;
  /** Ends the process when it aborts; the call then rejects. */
  readonly signal?: AbortSignal;
}

/** How a git command ended; `cut` when it was ended because of `maxBytes`. */
export interface GitResult {
  readonly exitCode: number;
  readonly stdout: Buffer;
  readonly stderr: string;
  readonly cut: boolean;
}

/** Runs git: in MAO's own repository, or (`asUser`) reading with the user's configuration. Never a shell, hook or filter. */
export interface Git {
  own(call: GitCall): Promise<GitResult>;
  asUser(call: GitCall): Promise<GitResult>;
}

/** `path` is absolute; `assertMayExecute` is called before every spawn and throws where nothing may be started. */
export interface GitOptions {
  readonly path: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly assertMayExecute: () => void;
}

/** A git that runs nothing but itself. The first command checks the version; rejects with `UsageError` when it is too old or missing. */
export function createGit(options: GitOptions): Git {
  const ownEnvironment = ownGitEnvironment(options.environment);
  const userEnvironment = userGitEnvironment(options.environment);
  const start = (call: GitCall, settings: readonly string[], environment: Record<string, string>) => {
    options.assertMayExecute();
    return runProcess(options.path, { ...call, args: [...settings, ...call.args] }, environment);
  };
  let supported: Promise<void> | undefined;
  const checked = async (call: GitCall, settings: readonly string[], environment: Record<string, string>) => {
    supported ??= start({ args: ['--version'], cwd: call.cwd }, [], ownEnvironment).then((version) =>
      assertSupportedVersion(version.stdout.toString('utf8')),
    );
    const [result, version] = await Promise.allSettled([start(call, settings, environment), supported]);
    if (version.status === 'rejected') {
      supported = undefined;
      throw version.reason;
    }
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  };
  return {
    own: (call) => checked(call, rawSettings, ownEnvironment),
    asUser: (call) => checked(call, safeSettings, userEnvironment),
  };
}

/** The same git, whose commands end when `signal` aborts. */
export function endedBy(git: Git, signal: AbortSignal): Git {
  return {
    own: (call) => git.own({ ...call, signal }),
    asUser: (call) => git.asUser({ ...call, signal }),
  };
}

/** Rejects with what git said unless it ended with 0 (or one of `accepted`). */
export async function mustSucceed(running: Promise<GitResult>, what: string, accepted = [0]): Promise<GitResult> {
  const result = await running;
  if (accepted.includes(result.exitCode) || result.cut) return result;
  throw new Error(`git could not ${what} (exit code ${result.exitCode}): ${result.stderr.trim() || 'it said nothing'}`);
}

/** The single line that a command such as `rev-parse` printed. */
export function line(result: GitResult): string {
  return result.stdout.toString('utf8').trim();
}

function runProcess(file: string, call: GitCall, environment: Record<string, string>): Promise<GitResult> {
  return new Promise((resolve, reject) => {
    call.signal?.throwIfAborted();
    const child = spawn(file, call.args, {
      cwd: call.cwd,
      env: { ...environment, ...call.env },
      stdio: ['pipe', 'pipe', 'pipe'],
      windowsHide: true,
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    let size = 0;
    let cut = false;
    child.stdout.on('data', (chunk: Buffer) => {
      out.push(chunk);
      size += chunk.length;
      if (call.maxBytes === undefined || size <= call.maxBytes || cut) return;
      cut = true;
      child.kill();
    });
    child.stderr.on('data', (chunk: Buffer) => void err.push(chunk));
    child.stdin.on('error', () => undefined); // git may end before it has read everything; its exit code tells
    child.on('error', (error) => reject(cannotStart(file, call.cwd, error)));
    const end = () => {
      child.kill();
      reject(new Error('git was ended: the run was cancelled.'));
    };
    call.signal?.addEventListener('abort', end, { once: true });
    child.on('close', (code) => {
      call.signal?.removeEventListener('abort', end);
      const stderr = Buffer.concat(err).toString('utf8');
      resolve({ exitCode: code ?? 255, stdout: Buffer.concat(out), stderr, cut });
    });
    child.stdin.end(call.stdin);
  });
}

function cannotStart(file: string, cwd: string, cause: Error): Error {
  if (existsSync(file)) return new Error(`git could not be started in ${cwd}: ${cause.message}`, { cause });
  return new UsageError(
    `MAO needs git 2.38 or newer, but there is no ${file}. Install git from https://git-scm.com and try again.`,
    {
      cause,
    },
  );
}
