import type { AdapterEvent, AttemptEnd } from '../core/adapterEvent';
import { assertNever } from '../core/assertNever';
import type { Failure } from '../core/failure';
import type { ModelSpec } from '../core/modelSpec';
import type { Access, ModelAdapter } from '../core/ports/modelAdapter';
import { renderPromptHeader, type PromptTask } from '../core/promptHeader';
import { transcriptName } from '../core/transcriptName';
import { isCancelled } from './isCancelled';
import type { RunContext } from './runDependencies';
import { underGrace } from './underGrace';
import { ThoughtRelay } from './thoughtRelay';
import { writingAdapter } from './writingAdapter';

/** One attempt to make: who, what for, with which prompt body, where. `section` and `workstream` go to header and events. */
export interface AttemptOrder {
  readonly model: string;
  readonly thinking?: string;
  readonly task: PromptTask;
  readonly section?: string;
  readonly workstream?: string;
  readonly dimension?: string;
  readonly perspective?: string;
  readonly number: number;
  readonly body: string;
  readonly workdir: string;
  readonly access: Access;
  /** Called when the attempt has its slot, before `attempt-start`. */
  readonly onSlot?: () => void;
  /** Looks at a finished answer; a failure given back makes the attempt a failed one. */
  readonly judge?: (text: string) => Promise<Failure | undefined>;
}

/** How an attempt ended, after the judge. `skipped`: the gate kept it from being made, nothing was started. */
export type AttemptResult =
  | { readonly outcome: 'succeeded'; readonly text: string }
  | { readonly outcome: 'failed'; readonly failure: Failure; readonly text: string }
  | { readonly outcome: 'skipped'; readonly failure: Failure }
  | { readonly outcome: 'cancelled' };

/** Which of several attempts at one task this is. */
function topic({ dimension, perspective }: AttemptOrder) {
  return {
    ...(dimension === undefined ? {} : { dimension }),
    ...(perspective === undefined ? {} : { perspective }),
  };
}

/** The tasks that are the work of a workstream itself: its events name no other task. */
const isOwnWork = (task: PromptTask) => task === 'workstream' || task === 'fix';

/** Event fields that say which attempt an event belongs to. */
function place(order: AttemptOrder) {
  return {
    ...(order.section === undefined ? {} : { section: order.section }),
    ...(order.workstream === undefined ? {} : { workstream: order.workstream }),
    ...(isOwnWork(order.task) ? {} : { task: order.task }),
    ...topic(order),
    attempt: order.number,
    model: order.model,
  };
}

function relay(context: RunContext, order: AttemptOrder, event: Exclude<AdapterEvent, AttemptEnd>): void {
  const at = place(order);
  switch (event.type) {
    case 'start':
      context.logger.debug(`${transcriptName(order)}: pid ${event.pid}: ${event.commandLine.join(' ')}`);
      return;
    case 'text-delta': {
      context.emit({ type: 'text-delta', ...at, text: event.text });
      return;
    }
    case 'tool-use': {
      context.emit({ type: 'tool-use', ...at, name: event.name, detail: event.detail });
      return;
    }
    case 'usage-update': {
      const { type, inputTokens, outputTokens, costUsd } = event;
      context.emit({ type, ...at, inputTokens, outputTokens, ...(costUsd === undefined ? {} : { costUsd }) });
      return;
    }
    case 'retry': {
      context.emit({
        type: 'log',
        ...at,
        level: 'info',
        message: `${order.model} starts its answer again: ${event.reason}`,
      });
      return;
    }
    case 'log': {
      context.emit({ type: 'log', ...at, level: event.level, message: event.message });
      return;
    }
    case 'raw':
    case 'thinking-delta':
      return;
    default:
      return assertNever(event);
  }
}

async function stream(
  context: RunContext,
  adapter: ModelAdapter,
  model: ModelSpec,
  order: AttemptOrder,
  signal: AbortSignal,
): Promise<AttemptEnd> {
  const { limits } = context.configuration.settings;
  const header = renderPromptHeader({
    task: order.task,
    run: context.subject.runId,
    attempt: order.number,
    workdir: order.workdir,
    ...(order.section === undefined ? {} : { section: order.section }),
    ...(order.workstream === undefined ? {} : { workstream: order.workstream }),
    ...topic(order),
  });
  const request = {
    model,
    prompt: header + order.body,
    workdir: order.workdir,
    access: order.access,
    limits: { idleSeconds: limits.idleSeconds, attemptSeconds: model.timeout ?? limits.attemptSeconds },
    ending: context.ending,
    ...(order.thinking === undefined ? {} : { thinking: order.thinking }),
  };
  const transcript = transcriptName(order);
  const thoughts = new ThoughtRelay((event) => context.emit({ ...event, ...place(order) }));
  for await (const event of adapter.run(request, signal)) {
    if (event.type === 'thinking-delta') thoughts.add(event.text);
    else if (event.type !== 'raw') thoughts.flush();
    if (event.type === 'end') return event;
    if (event.type === 'raw') {
      await context.log.transcript(transcript, event.stream === 'stderr' ? `stderr: ${event.line}` : event.line);
    }
    relay(context, order, event);
  }
  return {
    type: 'end',
    outcome: 'failed',
    failure: { code: 'crashed', message: `${adapter.cli} ended without a result.` },
    text: '',
  };
}

function unreachable(model: string, spec: ModelSpec | undefined): Failure {
  if (!spec) return { code: 'model-unknown', message: `There is no model ${model} in the registry.` };
  const how =
    spec.cli === undefined
      ? 'has no CLI of its own'
      : `needs the CLI "${spec.cli}", which your settings do not define (clis.${spec.cli}.path)`;
  return {
    code: 'not-installed',
    message: `${model} ${how}. Give it another model in .claude/models/task-routing.md.`,
  };
}

async function judged(order: AttemptOrder, end: AttemptEnd): Promise<Exclude<AttemptResult, { outcome: 'skipped' }>> {
  if (end.outcome !== 'succeeded') return end;
  const failure = await order.judge?.(end.text);
  return failure ? { outcome: 'failed', failure, text: end.text } : end;
}

/** Makes one attempt under the run's limits, if the gate lets it; its events go to the run, its raw lines to its transcript. */
export async function runAttempt(context: RunContext, order: AttemptOrder): Promise<AttemptResult> {
  const spec = context.configuration.registry.get(order.model);
  const reached = spec && context.adapters(spec);
  const adapter = reached && writingAdapter(reached, context);
  const cli = adapter?.cli ?? spec?.cli ?? 'none';
  const gated = spec && { spec, cli };
  const keys = ['all', `cli:${cli}`, `model:${order.model}`];
  const release = await context.limiter.acquire(keys, AbortSignal.any([context.signal, context.ending]));
  if (!release) return { outcome: 'cancelled' };
  try {
    const closed = gated && (await context.gate.judge(gated));
    if (closed) return { outcome: 'skipped', failure: closed };
    if (isCancelled(context)) return { outcome: 'cancelled' };
    const startedAt = context.clock.now();
    order.onSlot?.();
    const transport = (await adapter?.reach?.(context.signal)) ?? 'direct';
    context.emit({ type: 'attempt-start', ...place(order), cli, transport });
    const failed = (failure: Failure): AttemptEnd => ({ type: 'end', outcome: 'failed', failure, text: '' });
    const end = adapter
      ? await underGrace(context, (signal) => stream(context, adapter, spec, order, signal))
      : failed(unreachable(order.model, spec));
    // Whoever was asked to end did, whatever its CLI makes of that.
    const asked = context.ending.aborted;
    // Only the judge gets the answer as it is: it may have to be written into files.
    const result = context.redactor.value(asked ? ({ outcome: 'cancelled' } as const) : await judged(order, end));
    const failure = result.outcome === 'failed' ? { failure: result.failure } : {};
    context.emit({ type: 'attempt-end', ...place(order), outcome: result.outcome, ...failure });
    if (gated && !asked && end.outcome !== 'cancelled') {
      await context.gate.learn(gated, startedAt, end.outcome === 'failed' ? end.failure : undefined);
    }
    return result;
  } finally {
    release();
  }
}
