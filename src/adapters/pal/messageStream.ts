import { once } from 'node:events';
import type { Socket } from 'node:net';
import type * as z from 'zod';

/** More than any message between MAO and its workers has (a line of 4 MiB, escaped); what exceeds it ends the stream. */
const maxBytes = 64 * 1024 * 1024;

/**
 * The messages of a socket, one JSON object a line; the other side is held up while the reader is busy. Ends when the
 * socket closes, however that came about; throws when something else than a message comes.
 */
export async function* readMessages<T>(socket: Socket, schema: z.ZodType<T>): AsyncGenerator<T> {
  let parts: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunksOf(socket)) {
    let from = 0;
    for (let at = chunk.indexOf(0x0a); at >= 0; at = chunk.indexOf(0x0a, from)) {
      parts.push(chunk.subarray(from, at));
      yield schema.parse(JSON.parse(Buffer.concat(parts).toString('utf8')));
      parts = [];
      size = 0;
      from = at + 1;
    }
    parts.push(chunk.subarray(from));
    size += chunk.length - from;
    if (size > maxBytes) throw new Error('A message between MAO and its worker is too long.');
  }
}

async function* chunksOf(socket: Socket): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of socket) {
      if (Buffer.isBuffer(chunk)) yield chunk;
    }
  } catch {
    // A socket that was reset has ended.
  }
}

/** Writes one message; resolves when the socket takes more. Nothing happens on a socket that is closed. */
export async function writeMessage(socket: Socket, message: Readonly<Record<string, unknown>>): Promise<void> {
  if (!socket.writable) return;
  if (socket.write(`${JSON.stringify(message)}\n`)) return;
  const done = new AbortController();
  const { signal } = done;
  await Promise.race([once(socket, 'drain', { signal }), once(socket, 'close', { signal })]).catch(() => undefined);
  done.abort();
}
