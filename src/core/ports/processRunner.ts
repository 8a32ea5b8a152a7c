/** A program to start: absolute `file`, argv without a shell, a complete environment (nothing is inherited). */
export interface Invocation {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Written to stdin, which then closes; undefined: stdin closes at once; `open`: lines are written by `writeLine`. */
  readonly stdin: string | undefined | { readonly open: true };
}

/** One line of output; `truncated` when it was longer than the splitter's cap. */
export interface OutputLine {
  readonly stream: 'stdout' | 'stderr';
  readonly text: string;
  readonly truncated?: boolean;
}

/** How a process ended. `not-started`: it could not be spawned (`errorCode` as Node gives it, e.g. ENOENT). */
export type ProcessEnd =
  | { readonly kind: 'exited'; readonly exitCode: number }
  | { readonly kind: 'signalled'; readonly signal: string }
  | { readonly kind: 'not-started'; readonly errorCode: string; readonly message: string }
  | { readonly kind: 'stopped'; readonly why: 'cancelled' | 'timeout' | 'idle' };

/** A running program, head of its own process group. `lines`, in portions as they come, end after the last line; then `ended` is settled. */
export interface RunningProcess {
  readonly pid: number | undefined;
  /** Resolves when `pid` is known, or that there is none; absent: it is known from the start. */
  readonly started?: Promise<void>;
  readonly lines: AsyncIterable<readonly OutputLine[]>;
  readonly ended: Promise<ProcessEnd>;
  writeLine(line: string): void;
  closeInput(): void;
  /** Asks the program to end, as Ctrl-C in a terminal does; absent: it can not be asked. It may take its time, or not listen. */
  interrupt?(): void;
  /** SIGTERM to the group, SIGKILL after 1 s; resolves when all of it is gone. */
  stop(): Promise<void>;
}

/** Limits of a process in seconds; 0 or absent: none. Idle is time without any output. */
export interface ProcessLimits {
  readonly idleSeconds?: number;
  readonly totalSeconds?: number;
}

/** The one place that starts programs; refuses in an untrusted workspace (`assertMayExecute`). */
export interface ProcessRunner {
  start(invocation: Invocation, limits: ProcessLimits, signal: AbortSignal): RunningProcess;
}
