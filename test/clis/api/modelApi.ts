import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { anthropic } from './anthropic';
import type { Dialect, ModelCall, Reply, ToolCall } from './dialect';
import { gemini } from './gemini';
import { openai } from './openai';
import {
  closingText,
  commandsOf,
  headerOf,
  partFor,
  plannedWrites,
  readParts,
  type AskedCall,
  type Part,
  type PartInput,
} from './part';

const dialects: readonly Dialect[] = [anthropic, openai, gemini];

/** A model API on loopback that plays parts for the three CLIs. `/asked` lists its calls, for who is in another process. */
export interface ModelApi {
  readonly url: string;
  /** Every first call of a prompt (not the ones that bring a tool's result), in order. */
  readonly calls: readonly AskedCall[];
  /** How many model calls were being answered at once, at most. */
  readonly mostAtOnce: () => number;
  close(): Promise<void>;
}

async function bodyOf(request: IncomingMessage): Promise<{ readonly raw: string; readonly body: unknown }> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(z.instanceof(Buffer).parse(chunk));
  const raw = Buffer.concat(chunks).toString('utf8');
  try {
    return { raw, body: JSON.parse(raw) };
  } catch {
    return { raw, body: undefined };
  }
}

const tokensOf = (text: string) => Math.max(1, Math.ceil(text.length / 4));

function sendJson(
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(value));
}

function replyOf(part: Part, done: number, asked: AskedCall, toolCalls: readonly ToolCall[]): Reply {
  const next = toolCalls[done];
  return next
    ? { kind: 'tool', call: next }
    : { kind: 'text', chunks: closingText(part, asked).match(/[\s\S]{1,40}/g) ?? [] };
}

/** Sends the frames with the part's pace; `cut` drops the connection and `hang` falls silent after the first words. */
async function stream(response: ServerResponse, part: Part, frames: readonly string[], json: boolean): Promise<void> {
  response.writeHead(200, {
    'content-type': json ? 'application/json' : 'text/event-stream',
    'cache-control': 'no-cache',
  });
  const breakAt = Math.min(4, frames.length - 1);
  for (const [index, frame] of frames.entries()) {
    if (response.destroyed) return;
    if (part.fail === 'hang' && index >= breakAt) return;
    if (part.fail === 'cut' && index >= breakAt) {
      response.destroy();
      return;
    }
    response.write(frame);
    await sleep(part.chunkMs);
  }
  response.end();
}

/** Starts the API on a free port of 127.0.0.1. */
export async function startModelApi(given: readonly PartInput[] | readonly Part[]): Promise<ModelApi> {
  const parts = readParts(given);
  const calls: AskedCall[] = [];
  // What a conversation's tools are to do is settled by its first call: later the files are as the model made them.
  const conversations = new Map<string, readonly ToolCall[]>();
  let served = 0;
  let active = 0;
  let most = 0;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '/', 'http://loopback').pathname;
    const { raw, body } = await bodyOf(request);
    if (path === '/asked') {
      sendJson(
        response,
        200,
        calls.map(({ cli, task, dimension, perspective }) => ({ cli, task, topic: dimension ?? perspective })),
      );
      return;
    }
    for (const dialect of dialects) {
      const call = request.method === 'POST' ? dialect.read(path, body) : undefined;
      if (call) {
        await answerCall(dialect, call, response);
        return;
      }
      const side = dialect.side(path, tokensOf(raw));
      if (side !== undefined) {
        sendJson(response, 200, side);
        return;
      }
    }
    sendJson(response, request.method === 'HEAD' ? 200 : 404, { error: `no such route: ${path}` });
  }

  async function answerCall(dialect: Dialect, call: ModelCall, response: ServerResponse): Promise<void> {
    const { workdir, ...header } = headerOf(call.prompt);
    const asked = {
      ...header,
      cli: dialect.cli,
      model: call.model,
      prompt: call.prompt,
      cwd: workdir ?? process.cwd(),
    };
    const part = partFor(parts, asked);
    const key = `${call.model} ${JSON.stringify(headerOf(call.prompt))}`;
    if (call.done === 0) {
      calls.push(asked);
      const used = call.tools.filter((name) => part.use !== undefined && name.endsWith(part.use));
      const own = dialect.toolCalls(part, plannedWrites(part, asked), call.tools, asked.cwd);
      const commands = call.tools.includes('Bash') ? commandsOf(part, asked) : [];
      const shell = commands.map((command) => ({ name: 'Bash', input: { command, timeout: 600_000 } }));
      conversations.set(key, [...used.map((name) => ({ name, input: {} })), ...own, ...shell]);
    }
    const reply = replyOf(part, call.done, asked, conversations.get(key) ?? []);
    most = Math.max(most, ++active);
    response.once('close', () => active--);
    if (part.fail !== undefined && part.fail !== 'hang' && part.fail !== 'cut') {
      const { status, body, headers } = dialect.failure(part.fail);
      sendJson(response, status, body, headers);
      return;
    }
    const output = reply.kind === 'text' ? reply.chunks.join('') : JSON.stringify(reply.call.input);
    const tokens = { input: tokensOf(call.prompt), output: tokensOf(output) };
    await stream(response, part, dialect.frames(call, reply, tokens, ++served), !call.stream);
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else sendJson(response, 500, { error: String(error) });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = z.object({ port: z.number() }).parse(server.address());
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    mostAtOnce: () => most,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
