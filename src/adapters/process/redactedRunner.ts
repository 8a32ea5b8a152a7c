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

async function* redactedLines(lines: AsyncIterable<OutputLine>, redactor: Redactor): AsyncGenerator<OutputLine> {
  const streams = { stdout: redactor.stream(), stderr: redactor.stream() };
  for await (const line of lines) {
    const clean = streams[line.stream].push(line.text + '\n');
    yield* linesOf(clean, line);
  }
  for (const stream of ['stdout', 'stderr'] as const) yield* linesOf(streams[stream].end(), { stream, text: '' });
}

function* linesOf(text: string, { stream, truncated }: OutputLine): Generator<OutputLine> {
  if (text === '') return;
  for (const one of text.replace(/\n$/, '').split('\n')) {
    yield { stream, text: one, ...(truncated === true && { truncated }) };
  }
}
