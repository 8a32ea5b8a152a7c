import type { OutputLine, ProcessRunner, RunningProcess } from '../../core/ports/processRunner';
import type { Redactor } from '../../core/redaction/redactor';

/** A runner whose programs' output is free of secrets, line by line; for programs whose output is only shown (checks). */
export function redactedRunner(runner: ProcessRunner, redactor: Redactor): ProcessRunner {
  return {
    start: (invocation, limits, signal) => redactedProcess(runner.start(invocation, limits, signal), redactor),
  };
}

function redactedProcess(running: RunningProcess, redactor: Redactor): RunningProcess {
  return {
    pid: running.pid,
    ended: running.ended,
    lines: redactedLines(running.lines, redactor),
    writeLine: (line) => running.writeLine(line),
    closeInput: () => running.closeInput(),
    stop: () => running.stop(),
  };
}

async function* redactedLines(
  lines: RunningProcess['lines'],
  redactor: Redactor,
): AsyncGenerator<readonly OutputLine[]> {
  const streams = { stdout: redactor.lines(), stderr: redactor.lines() };
  for await (const some of lines) {
    yield some.flatMap(({ stream, text, truncated }) =>
      streams[stream].push(text).map((clean) => ({ stream, text: clean, ...(truncated === true && { truncated }) })),
    );
  }
  for (const stream of ['stdout', 'stderr'] as const) {
    yield streams[stream].end().map((text) => ({ stream, text }));
  }
}
