import { type Failure, FailureError } from '../../core/failure';
import type { Clock } from '../../core/ports/clock';
import type { Logger } from '../../core/ports/logger';
import type {
  Invocation,
  OutputLine,
  ProcessEnd,
  ProcessLimits,
  ProcessRunner,
  RunningProcess,
} from '../../core/ports/processRunner';
import { cutLineText } from './cutLineText';
import type { Step, StreamEvent, Translator } from './translator';

/** How long a CLI that has given its result may take to leave before it is ended. */
const farewellMs = 2000;

export interface ConversationTools {
  readonly runner: ProcessRunner;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Aborts when the CLI is to be asked to end by itself. */
  readonly ending?: AbortSignal | undefined;
}

/** One run of a CLI. `readyWithinMs`: end it when its handshake is not over by then. */
export interface Conversation<S> {
  readonly invocation: Invocation;
  readonly limits: ProcessLimits;
  readonly translator: Translator<S>;
  readonly readyWithinMs?: number;
}

/** How a conversation ended. A CLI that had said all counts as exited, though it had to be ended; `late`: never ready. */
export type Outcome<S> =
  | { readonly kind: 'ended'; readonly state: S; readonly end: ProcessEnd; readonly late: boolean }
  | { readonly kind: 'refused'; readonly failure: Failure };

/**
 * Starts a CLI and tells its lines, raw and translated, as they come, those of one portion together; nothing of it is left when the generator is done,
 * however that came about. Throws only what a translator throws.
 */
export async function* converse<S>(
  tools: ConversationTools,
  conversation: Conversation<S>,
  signal: AbortSignal,
): AsyncGenerator<readonly StreamEvent[], Outcome<S>> {
  const { invocation, limits, translator } = conversation;
  const ended = new AbortController();
  let running: RunningProcess;
  try {
    running = tools.runner.start(invocation, limits, signal);
  } catch (error) {
    return { kind: 'refused', failure: failureOf(error, tools.logger) };
  }
  let state = translator.initial;
  let over: Step<S>['over'];
  let late = false;
  let cut = false;
  const ask = () => {
    if (over !== undefined) return;
    const lines = translator.interrupt?.(state);
    if (lines) for (const line of lines) running.writeLine(line);
    else if (running.interrupt) running.interrupt();
    else void running.stop();
  };
  try {
    await running.started;
    if (running.pid !== undefined) {
      yield [{ type: 'start', pid: running.pid, commandLine: [invocation.file, ...invocation.args] }];
    }
    for (const line of translator.greeting ?? []) running.writeLine(line);
    tools.ending?.addEventListener('abort', ask, { once: true });
    if (tools.ending?.aborted) ask();
    if (conversation.readyWithinMs !== undefined) {
      void after(conversation.readyWithinMs, () => {
        if (translator.isReady?.(state) !== false) return;
        late = true;
        void running.stop();
      });
    }
    for await (const lines of running.lines) {
      const events: StreamEvent[] = [];
      for (const line of lines) hear(line, events);
      yield events;
    }
    const end = await running.ended;
    const left = over !== undefined && !signal.aborted && end.kind === 'stopped';
    return { kind: 'ended', state, end: left ? { kind: 'exited', exitCode: 0 } : end, late };
  } finally {
    ended.abort();
    tools.ending?.removeEventListener('abort', ask);
    await running.stop();
  }

  function hear(line: OutputLine, events: StreamEvent[]): void {
    events.push({ type: 'raw', stream: line.stream, line: line.text });
    if (line.truncated && !cut) {
      cut = true;
      events.push({ type: 'log', level: 'warning', message: cutLineText });
    }
    const step = translator.step(state, line);
    state = step.state;
    if (step.events) events.push(...step.events);
    for (const reply of step.send ?? []) running.writeLine(reply);
    if (step.over === undefined || over !== undefined) return;
    over = step.over;
    running.closeInput();
    void after(over === 'said-all' ? farewellMs : 0, () => void running.stop());
  }

  async function after(ms: number, act: () => void): Promise<void> {
    await tools.clock.sleep(ms, ended.signal);
    if (!ended.signal.aborted) act();
  }
}

/** Whether a line is from stderr; translators keep those for explaining failures. */
export const isStderr = (line: OutputLine) => line.stream === 'stderr';

function failureOf(error: unknown, logger: Logger): Failure {
  if (error instanceof FailureError) return error.failure;
  logger.error('A CLI could not be started.', error);
  return {
    code: 'crashed',
    message: `The CLI could not be started: ${error instanceof Error ? error.message : String(error)}`,
  };
}
