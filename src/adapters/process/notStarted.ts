import type { ProcessEnd, RunningProcess } from '../../core/ports/processRunner';

/** A process that never was: no lines, ended as `end` says. */
export function notStarted(end: ProcessEnd): RunningProcess {
  return {
    pid: undefined,
    lines: {
      async *[Symbol.asyncIterator]() {
        // There is nothing to read.
      },
    },
    ended: Promise.resolve(end),
    writeLine: () => undefined,
    closeInput: () => undefined,
    stop: () => Promise.resolve(),
  };
}
