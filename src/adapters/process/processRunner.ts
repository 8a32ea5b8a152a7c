import { execa } from 'execa';
import { type Clock, systemClock } from '../../core/ports/clock';
import type { Logger } from '../../core/ports/logger';
import type {
  Invocation,
  ProcessEnd,
  ProcessLimits,
  ProcessRunner,
  RunningProcess,
} from '../../core/ports/processRunner';
import type { OnGroup } from './processGuard';
import { ProcessGroup } from './processGroup';
import { type Child, GroupProcess } from './groupProcess';
import { notStarted } from './notStarted';

export interface ProcessRunnerOptions {
  /** The choke point of trust: throws (a `FailureError` with the code `untrusted`) where nothing may be started. */
  readonly assertMayExecute: (file: string) => void;
  readonly logger: Logger;
  readonly clock?: Clock;
  readonly platform?: NodeJS.Platform;
  /** Told of each group's head when it starts and when the whole group is gone, for a guard that outlives MAO. */
  readonly onGroup?: OnGroup;
}

/**
 * Starts programs: argv without a shell, exactly the given environment, each the head of a process group of its own.
 * `start` throws what `assertMayExecute` throws, and nothing else; a program that can not be started ends as `not-started`.
 */
export function createProcessRunner(options: ProcessRunnerOptions): ProcessRunner {
  const { logger, clock = systemClock, platform = process.platform } = options;
  return {
    start(invocation: Invocation, limits: ProcessLimits, signal: AbortSignal): RunningProcess {
      options.assertMayExecute(invocation.file);
      if (signal.aborted) return notStarted({ kind: 'stopped', why: 'cancelled' });
      const child = spawn(invocation, platform);
      const { pid } = child;
      if (pid !== undefined) options.onGroup?.(pid, 'started', invocation.file);
      const running = new GroupProcess(child, {
        clock,
        logger,
        group: pid === undefined ? undefined : new ProcessGroup(pid, clock, platform),
      });
      running.feed(invocation.stdin);
      running.watch(limits, signal);
      logger.debug(`started ${invocation.file} as ${pid === undefined ? 'nothing' : `process ${pid}`}`);
      if (pid !== undefined) void running.ended.then(() => options.onGroup?.(pid, 'gone', invocation.file));
      return running;
    },
  };
}

function spawn(invocation: Invocation, platform: NodeJS.Platform): Child {
  const child = execa(invocation.file, invocation.args, {
    cwd: invocation.cwd,
    env: invocation.env,
    extendEnv: false,
    detached: platform !== 'win32',
    windowsHide: true,
    stdio: 'pipe',
    buffer: false,
    reject: false,
    cleanup: false,
    stripFinalNewline: false,
  });
  const { pid, stdin, stdout, stderr, nodeChildProcess } = child;
  const exit = new Promise<ProcessEnd>((resolve) => {
    nodeChildProcess.once('exit', (code, signal) =>
      resolve(signal === null ? { kind: 'exited', exitCode: code ?? 1 } : { kind: 'signalled', signal }),
    );
    if (pid === undefined) void child.then((result) => resolve(failedStart(result)));
  });
  return { pid, stdin, stdout, stderr, exit };
}

function failedStart(result: {
  readonly code?: string | undefined;
  readonly shortMessage?: string | undefined;
}): ProcessEnd {
  return {
    kind: 'not-started',
    errorCode: result.code ?? 'UNKNOWN',
    message: result.shortMessage ?? 'The program could not be started.',
  };
}
