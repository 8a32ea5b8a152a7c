import { FailureError } from '../core/failure';
import { failureOf } from '../core/failureOf';
import type { RunEvent } from '../core/runEvent';
import { askAfter } from './askAfter';
import { UsageError } from '../core/usageError';
import { conductRun } from './conductRun';
import { diskFailure } from './diskFailure';
import { Limiter } from './limiter';
import { limitsOf } from './limitsOf';
import { ModelGate } from './modelGate';
import { obeyCommands } from './obeyCommands';
import { diversityOf, type RunOutcome } from './outcomeOf';
import type { ResumedRun } from './resumedRun';
import { RunEmitter } from './runEmitter';
import type { RunContext, RunDependencies, RunSubject } from './runDependencies';

/** What a run does between its start and its end; resolves with how it ended. */
export type ConductRun = (context: RunContext) => Promise<RunOutcome>;

/** Whether an error is no bug of ours but says by itself what to do; then it ends the run, and needs no stack in the log. */
const isForUser = (cause: unknown): cause is FailureError | UsageError =>
  cause instanceof FailureError || cause instanceof UsageError;

/**
 * Runs `plan` or `develop` (or what `conduct` does in their place: QA, journal), or goes on with a `resumed` one in its log, and yields its events, each on disk before it is
 * seen; the last is `run-end`. Aborting `cancel` ends every process and the run with `cancelled`. Throws only when the disk
 * takes no more: then the run has no end, and can go on later.
 */
export async function* develop(
  dependencies: RunDependencies,
  subject: RunSubject,
  cancel: AbortSignal,
  resumed?: ResumedRun,
  conduct: ConductRun = conductRun,
): AsyncGenerator<RunEvent> {
  const stop = new AbortController();
  const limiter = new Limiter(limitsOf(dependencies.configuration));
  const commands = obeyCommands(dependencies, limiter);
  const signal = AbortSignal.any([cancel, commands.cancelled]);
  let interruption: { readonly cause: unknown } | undefined;
  const interrupt = (cause: unknown) => {
    interruption ??= { cause };
    stop.abort(cause);
  };
  const { log, clock, configuration } = dependencies;
  const emitter = new RunEmitter(subject.runId, log, clock, interrupt, dependencies.redactor, resumed);
  const context: RunContext = {
    ...dependencies,
    subject,
    approver: askAfter(() => emitter.settled(), dependencies.approver),
    emit: emitter.emit,
    limiter,
    ending: commands.ending,
    controls: commands.controls,
    gate: new ModelGate({
      ...dependencies,
      settings: configuration.settings,
      emit: emitter.emit,
      state: () => emitter.state,
      endRun: (failure) => stop.abort(new FailureError(failure)),
    }),
    state: () => emitter.state,
    signal: AbortSignal.any([signal, stop.signal]),
    interrupt,
    ...(resumed ? { resumed } : {}),
  };
  const started = clock.now().getTime() - (resumed?.elapsedMs ?? 0);
  const { command, sections, workspace } = subject;
  emitter.emit({
    type: 'run-start',
    command,
    sections: sections.map((section) => section.number),
    transport: dependencies.transport,
    workspace,
    ...(dependencies.rehearsal ? { rehearsal: true } : {}),
  });
  for (const message of resumed?.notes ?? []) emitter.emit({ type: 'log', level: 'info', message });

  const conducted = (async () => {
    await emitter.settled();
    const conducted: RunOutcome = await conduct(context).catch(async (cause: unknown): Promise<RunOutcome> => {
      const disk = await diskFailure(context, cause);
      if (disk) interrupt(disk);
      // What has words for the user ends up in the run's end; the stack is for what nobody foresaw.
      else if (isForUser(cause)) dependencies.logger.debug(`The run ended: ${String(cause.stack)}`);
      else dependencies.logger.error('The run broke', cause);
      return signal.aborted ? { outcome: 'cancelled' } : { outcome: 'failed', failure: failureOf(cause) };
    });
    if (interruption) {
      const next =
        conduct === conductRun ? `go on with: mao resume ${subject.runId}` : `start again with: mao ${command}`;
      const message = `${failureOf(interruption.cause).message} Then ${next}`;
      emitter.emit({ type: 'log', level: 'error', message });
      await emitter.fail(interruption.cause);
      return;
    }
    const halt: unknown = stop.signal.reason;
    const ended: RunOutcome =
      halt instanceof FailureError && !signal.aborted ? { outcome: 'failed', failure: halt.failure } : conducted;
    const diversity = diversityOf(emitter.state, configuration.registry);
    emitter.emit({ type: 'run-end', ...ended, diversity, durationMs: clock.now().getTime() - started });
    await emitter.end();
    // The run has ended as it has; what can not be removed now goes with a later run.
    await dependencies.store.prune().catch((cause: unknown) => {
      dependencies.logger.warn(`Worktrees could not be removed: ${failureOf(cause).message}`);
    });
  })();
  try {
    yield* emitter.events;
    await conducted;
  } finally {
    commands.dispose();
    stop.abort();
    await conducted.catch(() => undefined);
    await log.close();
  }
}
