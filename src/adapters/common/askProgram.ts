import type { Invocation, ProcessEnd, ProcessRunner } from '../../core/ports/processRunner';

/** What a short-lived program said and how it ended, in `ms` milliseconds. */
export interface Said {
  readonly stdout: string;
  readonly stderr: string;
  readonly end: ProcessEnd;
  readonly ms: number;
}

/**
 * Runs a program to its end without a terminal, or stops it after `seconds`. `isAnswer` closes its input at the line that
 * was waited for. Throws what the runner's choke point throws.
 */
export async function askProgram(
  runner: ProcessRunner,
  invocation: Invocation,
  seconds: number,
  signal: AbortSignal,
  conversation?: { readonly send: readonly string[]; readonly isAnswer: (line: string) => boolean },
): Promise<Said> {
  const started = performance.now();
  const running = runner.start(invocation, { totalSeconds: seconds }, signal);
  const said = { stdout: '', stderr: '' };
  try {
    for (const line of conversation?.send ?? []) running.writeLine(line);
    for await (const lines of running.lines) {
      for (const { stream, text } of lines) {
        if (said[stream].length < 100_000) said[stream] += `${text}\n`;
        if (stream === 'stdout' && conversation?.isAnswer(text)) running.closeInput();
      }
    }
    return { ...said, end: await running.ended, ms: Math.round(performance.now() - started) };
  } finally {
    await running.stop();
  }
}
