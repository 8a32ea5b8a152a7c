import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import * as z from 'zod';

const chatSchema = z.object({
  model: z.string(),
  messages: z.array(z.object({ role: z.string(), content: z.string() })),
  stream: z.boolean(),
  truncate: z.boolean().optional(),
  options: z.object({ num_ctx: z.number() }).optional(),
});

/** One `POST /api/chat` as the server got it. */
export type Asked = z.infer<typeof chatSchema>;

/** What the server does with a request; without `then` the stream ends well. */
export interface Answer {
  /** An answer of another status than 200, with this body. */
  readonly status?: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The streamed text, in pieces. */
  readonly say?: readonly string[];
  readonly think?: string;
  readonly doneReason?: string;
  /** After the text: silence, a dropped connection, an orderly end without the last line, a line that says why. */
  readonly then?: 'hang' | 'cut' | 'end' | { readonly error: string };
}

/** A scripted Ollama on loopback. `asked` fills as requests come; `open` counts connections. `close` drops all. */
export interface OllamaServer {
  readonly url: string;
  readonly asked: readonly Asked[];
  open(): Promise<number>;
  close(): Promise<void>;
}

const line = (value: object) => `${JSON.stringify({ model: 'm', created_at: '2026-01-01T00:00:00Z', ...value })}\n`;

function play(response: ServerResponse, answer: Answer): void {
  const { status = 200, body, headers, say = [], think, doneReason = 'stop', then } = answer;
  response.writeHead(status, { 'content-type': 'application/x-ndjson', ...headers });
  if (body !== undefined) {
    response.end(body);
    return;
  }
  if (think !== undefined) {
    response.write(line({ message: { role: 'assistant', content: '', thinking: think }, done: false }));
  }
  for (const content of say) response.write(line({ message: { role: 'assistant', content }, done: false }));
  if (then === 'hang') {
    response.flushHeaders();
    return;
  }
  if (then === 'end') response.end();
  else if (then === 'cut') response.write(' ', () => response.destroy());
  else if (then !== undefined) response.end(line(then));
  else {
    const counts = { done_reason: doneReason, prompt_eval_count: 11, eval_count: 7 };
    response.end(line({ message: { role: 'assistant', content: '' }, done: true, ...counts }));
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  request.setEncoding('utf8');
  let text = '';
  for await (const part of request) text += String(part);
  return text;
}

/** Starts a server that knows the model `known` (default: any) and answers by `answer`, given the request and its number from 0. */
export async function startOllama(answer: (asked: Asked, number: number) => Answer): Promise<OllamaServer> {
  const asked: Asked[] = [];
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const text = await textOf(request);
    if (request.url === '/api/tags') {
      response.end(JSON.stringify({ models: [{ name: 'codellama:34b', model: 'codellama:34b' }] }));
      return;
    }
    if (request.method !== 'POST' || request.url !== '/api/chat') {
      response.writeHead(404).end(JSON.stringify({ error: 'no such route' }));
      return;
    }
    const chat = chatSchema.parse(JSON.parse(text));
    asked.push(chat);
    play(response, answer(chat, asked.length - 1));
  };
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    asked,
    open: () =>
      new Promise((resolve, reject) =>
        server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
      ),
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
