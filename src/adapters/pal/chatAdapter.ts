import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AdapterEvent, AttemptEnd } from '../../core/adapterEvent';
import { errorOf } from '../../core/errorOf';
import type { AttemptRequest, ModelAdapter } from '../../core/ports/modelAdapter';
import { cancelled, failed, failure } from '../common/attemptEnds';
import { thinkingLevel } from '../../core/thinking';
import { withEnding } from '../common/withEnding';
import { chatFailure } from './chatFailure';
import type { McpConnection } from './mcpClient';
import type { Pal } from './pal';
import { type PalReply, readPalReply } from './palReply';
import type { PalRun } from './palRun';

/** PAL takes prompts of 60,000 characters; a longer one goes as a file, which PAL puts before the model. */
const inlineChars = 50_000;

/** PAL asks many models to put larger code between tags, and then keeps that code for itself. */
const codeInAnswer = '\n\nPut all of your answer, code too, into the text itself; do not use <GENERATED-CODE> tags.\n';

const thinkingModes = { low: 'low', medium: 'medium', high: 'high', xhigh: 'high', max: 'max' } as const;

/** What PAL adds to an answer for the model that it takes MAO for. */
const addendum = /\n+---\n+AGENT'S TURN:[\s\S]*$/;

/** Reaches a model that has no CLI, through PAL's `chat`: text in, text out. */
export function chatAdapter(pal: Pal, run: PalRun): ModelAdapter {
  async function* attempt(request: AttemptRequest, signal: AbortSignal): AsyncGenerator<AdapterEvent> {
    const opened = await run.open('chat', signal);
    if ('cause' in opened) {
      yield failed(failure(opened.cause === 'crashed' ? 'crashed' : 'not-installed', opened.message));
      return;
    }
    const answer = await chat(pal, opened.connection, request, withEnding(request, signal));
    if ('end' in answer) {
      yield answer.end;
      return;
    }
    const { reply } = answer;
    if (reply.usage) yield { type: 'usage-update', ...reply.usage };
    const text = reply.text.replace(addendum, '');
    if (!reply.ok) yield failed(chatFailure(request.model.id, reply.text));
    else if (text.trim() === '') yield failed(failure('output-empty', `${request.model.id} answered nothing.`));
    else {
      yield { type: 'text-delta', text };
      yield { type: 'end', outcome: 'succeeded', text };
    }
  }

  return {
    cli: 'pal',
    answers: 'blocks',
    availability: async () => {
      const path = await pal.find();
      if (path !== undefined) return { available: true, path };
      return { available: false, reason: 'The program that .mcp.json names for "pal" was not found on your PATH.' };
    },
    reach: () => Promise.resolve('pal'),
    run: attempt,
  };
}

/** One call of `chat`. A call that is given up may block the server, which is therefore ended with it. */
async function chat(
  pal: Pal,
  connection: McpConnection,
  request: AttemptRequest,
  signal: AbortSignal,
): Promise<{ readonly reply: PalReply } | { readonly end: AttemptEnd }> {
  const folder = await pal.makeFolder();
  const over = new AbortController();
  try {
    const args = await argumentsOf(request, folder);
    const calling = connection.call('chat', args, over.signal).then(
      (result) => ({ reply: readPalReply(result) }),
      (cause: unknown) => ({ end: failed(failure('crashed', `PAL ended: ${errorOf(cause).message}`)) }),
    );
    const limit = AbortSignal.any([signal, over.signal]);
    const late = pal.clock.sleep(request.limits.attemptSeconds * 1000, limit).then(() => undefined);
    const answered = await Promise.race([calling, late]);
    if (answered && !signal.aborted) return answered;
    over.abort();
    await pal.chat.stop();
    if (signal.aborted) return { end: cancelled };
    const message = `${request.model.id} did not answer within ${request.limits.attemptSeconds} s, the limit of an attempt.`;
    return { end: failed(failure('timeout', message)) };
  } finally {
    over.abort();
    await rm(folder, { recursive: true, force: true });
  }
}

async function argumentsOf(request: AttemptRequest, folder: string): Promise<Readonly<Record<string, unknown>>> {
  const level = thinkingLevel(request.thinking ?? request.model.thinking);
  const common = {
    model: request.model.model,
    working_directory_absolute_path: folder,
    ...(level === undefined ? {} : { thinking_mode: thinkingModes[level] }),
  };
  if (request.prompt.length <= inlineChars) return { ...common, prompt: request.prompt.trimEnd() + codeInAnswer };
  const file = join(folder, 'task.md');
  await writeFile(file, request.prompt, { mode: 0o600 });
  const prompt = `Your whole task stands in the file task.md. Do it.${codeInAnswer}`;
  return { ...common, prompt, absolute_file_paths: [file] };
}
