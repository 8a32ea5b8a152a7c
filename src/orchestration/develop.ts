import { FailureError } from '../core/failure';
import { failureOf } from '../core/failureOf';
import type { RunEvent } from '../core/runEvent';
import { approvePlan } from './approvePlan';
import { availableModels, noModelFailure } from './availableModels';
import { executePlan } from './executePlan';
import { Limiter } from './limiter';
import { limitsOf } from './limitsOf';
import { ModelGate } from './modelGate';
import { proposePlan } from './proposePlan';
import { diversityOf, outcomeOf, type RunOutcome } from './outcomeOf';
import { RunEmitter } from './runEmitter';
import type { RunContext, RunDependencies, RunSubject } from './runDependencies';
import { runMerges } from './runMerges';
import { synthesizeRun } from './synthesizeRun';

/** Whether the user asked for PAL, for all models or for one. */
function wantsPal({ configuration: { settings, registry } }: RunContext): boolean {
  return settings.transport === 'pal' || [...registry.values()].some((model) => model.transport === 'pal');
}

/** Conducts one run from plan to report and tells of it by `context.emit`; resolves with how it ended. */
async function conduct(context: RunContext): Promise<RunOutcome> {
  const { subject, store } = context;
  if (wantsPal(context)) {
    const message = 'The transport pal is not there yet, so every model is reached directly.';
    context.emit({ type: 'log', level: 'warning', message });
  }
  for (const message of subject.notes) context.emit({ type: 'log', level: 'warning', message });
  if ((await availableModels(context)).length === 0) {
    return { outcome: 'failed', failure: noModelFailure(context.configuration.registry) };
  }
  const snapshot = await store.takeSnapshot();
  await store.setRef('snapshot', snapshot.commit);
  for (const message of snapshot.notes) context.emit({ type: 'log', level: 'info', message });

  const desk = await store.addWorktree('desk', snapshot.commit);
  const proposed = await proposePlan(context, desk.path, await store.listFiles(snapshot.commit));
  if (!proposed) return { outcome: 'cancelled' };
  if (subject.command === 'plan') {
    context.emit({ type: 'plan-proposed', ...proposed });
    return { outcome: 'succeeded' };
  }

  const plan = await approvePlan(context, proposed);
  if (!plan || isCancelled(context)) return { outcome: 'cancelled' };
  context.emit({ type: 'plan-approved', plan });

  const merge = runMerges(context, plan, snapshot.commit, desk.path);
  const results = await executePlan(context, plan, merge);
  if (!isCancelled(context)) await synthesizeRun(context, { plan, snapshot, results, merge });
  return outcomeOf(context);
}

/** A function, since the compiler takes the flag of a signal for a constant. */
const isCancelled = (context: RunContext) => context.signal.aborted;

/**
 * Runs `plan` or `develop` and yields its events, each on disk before it is seen; the last is `run-end`. Aborting
 * `signal` ends every process and the run with `cancelled`. Throws only when the event log itself can not be written.
 */
export async function* develop(
  dependencies: RunDependencies,
  subject: RunSubject,
  signal: AbortSignal,
): AsyncGenerator<RunEvent> {
  const stop = new AbortController();
  const { log, clock, configuration } = dependencies;
  const emitter = new RunEmitter(subject.runId, log, clock, (cause) => stop.abort(cause), dependencies.redactor);
  const context: RunContext = {
    ...dependencies,
    subject,
    emit: emitter.emit,
    limiter: new Limiter(limitsOf(configuration)),
    gate: new ModelGate({
      ...dependencies,
      settings: configuration.settings,
      emit: emitter.emit,
      state: () => emitter.state,
      endRun: (failure) => stop.abort(new FailureError(failure)),
    }),
    state: () => emitter.state,
    signal: AbortSignal.any([signal, stop.signal]),
  };
  const started = clock.now().getTime();
  const { command, sections, workspace } = subject;
  emitter.emit({
    type: 'run-start',
    command,
    sections: sections.map((section) => section.number),
    transport: 'direct',
    workspace,
  });

  const conducted = (async () => {
    await emitter.settled();
    const conducted: RunOutcome = await conduct(context).catch((cause: unknown): RunOutcome => {
      dependencies.logger.error('The run broke', cause);
      return signal.aborted ? { outcome: 'cancelled' } : { outcome: 'failed', failure: failureOf(cause) };
    });
    const halt: unknown = stop.signal.reason;
    const ended: RunOutcome =
      halt instanceof FailureError && !signal.aborted ? { outcome: 'failed', failure: halt.failure } : conducted;
    const diversity = diversityOf(emitter.state, configuration.registry);
    emitter.emit({ type: 'run-end', ...ended, diversity, durationMs: clock.now().getTime() - started });
    await emitter.end();
    await dependencies.store.prune();
  })();
  try {
    yield* emitter.events;
    await conducted;
  } finally {
    stop.abort();
    await conducted.catch(() => undefined);
    await log.close();
  }
}
