import type { AdapterEvent, AttemptEnd } from '../../core/adapterEvent';
import { errorOf } from '../../core/errorOf';
import type { AttemptRequest, ModelAdapter } from '../../core/ports/modelAdapter';
import type { ProcessRunner } from '../../core/ports/processRunner';
import type { Redactor } from '../../core/redaction/redactor';
import { plainLine } from '../common/plainText';
import { manifestOf, type PalCli } from './manifest';
import type { McpConnection } from './mcpClient';
import type { Pal } from './pal';
import { palContext, palPrompt, withPalContext } from './palPrompt';
import { type PalReply, readPalReply } from './palReply';
import type { PalRun } from './palRun';
import type { WorkerLink } from './workerLink';

export interface ClinkOptions {
  readonly cli: PalCli;
  /** The adapter that reaches the CLI without PAL. */
  readonly direct: ModelAdapter;
  /** The same adapter on another process runner. */
  readonly through: (runner: ProcessRunner) => ModelAdapter;
  readonly run: PalRun;
  /** Takes secrets out of answers before PAL gives them to other models. */
  readonly redactor?: Redactor;
}

/** How long PAL may take to read what the worker has printed. */
const replyMs = 10_000;

/**
 * Reaches a CLI through PAL's `clink`: PAL starts MAO's worker, and the CLI's own adapter works on that worker as it would on
 * a process of its own. Whatever PAL does, the attempt is made, directly if need be.
 */
export function clinkAdapter(options: ClinkOptions): ModelAdapter {
  const { direct, run } = options;
  const { cli, answers } = direct;

  async function* attempt(request: AttemptRequest, signal: AbortSignal): AsyncGenerator<AdapterEvent> {
    const opened = await run.open('clink', signal);
    const { pal } = run;
    if (pal && 'connection' in opened) {
      const ended = yield* delegated(options, pal, opened.connection, request, signal);
      if (ended) {
        yield ended;
        return;
      }
    } else if ('cause' in opened) {
      run.warn(opened);
    }
    yield* run.takeNotes();
    yield* direct.run(request, signal);
  }

  return {
    cli,
    answers,
    availability: () => direct.availability(),
    ...(direct.preview ? { preview: (request) => direct.preview?.(request) ?? Promise.resolve(undefined) } : {}),
    reach: async (signal) => ('connection' in (await run.open('clink', signal)) ? 'pal' : 'direct'),
    run: attempt,
  };
}

/** The attempt over PAL; undefined when it came to nothing because of PAL. */
async function* delegated(
  { cli, through, run, redactor }: ClinkOptions,
  pal: Pal,
  connection: McpConnection,
  request: AttemptRequest,
  signal: AbortSignal,
): AsyncGenerator<AdapterEvent, AttemptEnd | undefined> {
  const asked = run.continuationId;
  let call = await startCall(pal, connection, cli, request.prompt, asked, signal);
  if (!call.link && call.reply && asked !== undefined && !signal.aborted) {
    // The thread may have expired, or PAL may be unable to go on with it: then without the conversation.
    run.remember(asked, { ok: false, text: '' });
    await call.end();
    call = await startCall(pal, connection, cli, request.prompt, undefined, signal);
  }
  const { link } = call;
  try {
    if (signal.aborted) return { type: 'end', outcome: 'cancelled' };
    if (!link) {
      const said = call.reply ? `: ${plainLine(call.reply.text, 200)}` : ' in time';
      const message = `PAL did not start MAO's worker${said}.`;
      if (!call.reply) pal.clink.turnAway('silent', message);
      run.warn({ cause: call.reply ? 'no-worker' : 'silent', message });
      return undefined;
    }
    const prompt = withPalContext(request.prompt, palContext(link.prompt));
    let end: AttemptEnd = { type: 'end', outcome: 'cancelled' };
    for await (const event of through(link).run({ ...request, prompt }, signal)) {
      if (event.type === 'end') end = event;
      else yield event;
    }
    if (link.isLost && end.outcome === 'failed' && !isAborted(signal)) {
      run.warn({ cause: 'lost', message: 'PAL ended in the midst of an attempt.' });
      yield { type: 'retry', reason: 'PAL ended in the midst of it.' };
      return undefined;
    }
    const { stdout, exitCode } = manifestOf(cli, redactor?.value(end) ?? end);
    link.finish(stdout, exitCode);
    const reply = await call.replied(replyMs);
    if (reply) run.remember(call.asked, reply);
    return end;
  } finally {
    await call.end();
  }
}

/** A function, since the compiler takes the flag of a signal for a constant. */
const isAborted = (signal: AbortSignal) => signal.aborted;

interface Call {
  /** Set when the worker has come. */
  readonly link: WorkerLink | undefined;
  /** Set when PAL has answered instead. */
  readonly reply: PalReply | undefined;
  readonly asked: string | undefined;
  /** What PAL answers within `ms`. */
  replied(ms: number): Promise<PalReply | undefined>;
  /** Ends the call and the worker, whatever they do. */
  end(): Promise<void>;
}

async function startCall(
  pal: Pal,
  connection: McpConnection,
  cli: PalCli,
  prompt: string,
  asked: string | undefined,
  signal: AbortSignal,
): Promise<Call> {
  const expected = await pal.expect();
  const over = new AbortController();
  const args = {
    prompt: palPrompt(prompt, expected.slot),
    cli_name: cli,
    ...(asked === undefined ? {} : { continuation_id: asked }),
  };
  const replying = connection.call('clink', args, over.signal).then(readPalReply, (cause: unknown): PalReply => {
    return { ok: false, text: errorOf(cause).message };
  });
  const waited = new AbortController();
  const patience = AbortSignal.any([signal, waited.signal]);
  const first = await Promise.race([
    expected.link.then((link) => ({ link, reply: undefined })),
    replying.then((reply) => ({ link: undefined, reply })),
    pal.clock.sleep(pal.workerMs, patience).then(() => ({ link: undefined, reply: undefined })),
  ]);
  waited.abort();
  expected.forget();
  return {
    ...first,
    asked,
    replied: async (ms) => {
      const answered = new AbortController();
      const late = pal.clock.sleep(ms, AbortSignal.any([signal, answered.signal])).then(() => undefined);
      const reply = await Promise.race([replying, late]);
      answered.abort();
      return reply;
    },
    end: async () => {
      over.abort();
      if (first.link) await first.link.close();
      // One that came in the very moment in which it was given up.
      else void expected.link.then((link) => link.close());
    },
  };
}
