import type { AdapterEvent, AttemptEnd, Usage } from '../core/adapterEvent';
import { fenced } from '../core/fence';
import type { Clock } from '../core/ports/clock';
import type { AttemptRequest, ModelAdapter } from '../core/ports/modelAdapter';
import type { Redactor } from '../core/redaction/redactor';
import type { OpenWorktree } from '../core/ports/worktreeFiles';
import { errorOf } from '../core/errorOf';
import { applyAnswer, correctionOf, type AppliedAnswer } from './applyAnswer';

type Told = Exclude<AdapterEvent, AttemptEnd>;

/**
 * The adapter as one that edits files: where it answers in blocks, MAO writes them into the working directory. An answer that
 * can not be written goes back once, within the same attempt; then the attempt ends with `output-invalid` and nothing written.
 * The `end` of such an attempt has the answer's prose for its text. Requests without edits pass through.
 */
export function writingAdapter(
  adapter: ModelAdapter,
  context: {
    readonly openWorktree: OpenWorktree;
    readonly clock: Clock;
    readonly redactor: Pick<Redactor, 'giveBack'>;
  },
): ModelAdapter {
  if (adapter.answers === 'files') return adapter;
  const { openWorktree, clock, redactor } = context;

  async function* run(request: AttemptRequest, signal: AbortSignal): AsyncGenerator<AdapterEvent> {
    if (request.access !== 'edit') {
      yield* adapter.run(request, signal);
      return;
    }
    const files = openWorktree(request.workdir);
    const started = clock.now().getTime();
    const first = yield* tell(adapter.run(request, signal), none);
    if (first.end.outcome !== 'succeeded') {
      yield first.end;
      return;
    }
    const answer = first.end.text;
    const applied = await attempted(() => applyAnswer(files, answer, redactor));
    if (applied.kind !== 'rejected') {
      yield* written(applied);
      return;
    }
    const count = applied.errors.length;
    yield { type: 'log', level: 'info', message: sentBack(request.model.id, count) };
    const secondsLeft = request.limits.attemptSeconds - (clock.now().getTime() - started) / 1000;
    const limits = { ...request.limits, attemptSeconds: Math.max(1, secondsLeft) };
    const prompt = `${request.prompt}\nThis was your answer:\n\n${fenced(answer)}\n${correctionOf(applied)}`;
    const second = yield* tell(adapter.run({ ...request, prompt, limits }, signal), first.usage);
    if (second.end.outcome !== 'succeeded') {
      yield second.end;
      return;
    }
    const corrected = second.end.text;
    yield* written(await attempted(() => applyAnswer(files, corrected, redactor, applied)));
  }

  return { ...adapter, run };
}

function sentBack(model: string, count: number): string {
  return `${model}'s answer went back once: ${count === 1 ? 'one block' : `${count} blocks`} of it can not be written.`;
}

const none: Usage = { inputTokens: 0, outputTokens: 0, costUsd: 0 };

/** What was used before and in this stream; the cost is known only when both are. */
function sum(before: Usage, now: Usage): Usage {
  const tokens = {
    inputTokens: before.inputTokens + now.inputTokens,
    outputTokens: before.outputTokens + now.outputTokens,
  };
  if (before.costUsd === undefined || now.costUsd === undefined) return tokens;
  return { ...tokens, costUsd: before.costUsd + now.costUsd };
}

/** Passes a stream on up to its end, its counts on top of `before`; gives the end and the counts. */
async function* tell(
  events: AsyncIterable<AdapterEvent>,
  before: Usage,
): AsyncGenerator<Told, { readonly end: AttemptEnd; readonly usage: Usage }> {
  let usage = before === none ? { inputTokens: 0, outputTokens: 0 } : before;
  for await (const event of events) {
    if (event.type === 'end') return { end: event, usage };
    if (event.type === 'usage-update') {
      usage = sum(before, event);
      yield { type: 'usage-update', ...usage };
    } else yield event;
  }
  const failure = { code: 'crashed', message: 'The model ended without a result.' } as const;
  return { end: { type: 'end', outcome: 'failed', failure, text: '' }, usage };
}

type Attempted = AppliedAnswer | { readonly kind: 'failed'; readonly message: string };

/** The disk's trouble as a value, since the stream of an adapter never throws. */
async function attempted(apply: () => Promise<AppliedAnswer>): Promise<Attempted> {
  try {
    return await apply();
  } catch (error) {
    return { kind: 'failed', message: errorOf(error).message };
  }
}

/** How the attempt ends, told together with what was written. */
function* written(applied: Attempted): Generator<AdapterEvent> {
  if (applied.kind === 'written') {
    for (const [path, text] of applied.files) {
      yield { type: 'tool-use', name: text === undefined ? 'delete' : 'write', detail: path };
    }
    yield { type: 'end', outcome: 'succeeded', text: applied.summary };
    return;
  }
  const failure =
    applied.kind === 'failed'
      ? ({ code: 'crashed', message: `The answer could not be written: ${applied.message}` } as const)
      : ({ code: 'output-invalid', message: `The answer's blocks do not fit: ${applied.errors.join(' ')}` } as const);
  yield { type: 'end', outcome: 'failed', failure, text: '' };
}
