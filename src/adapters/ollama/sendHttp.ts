import { request as overHttp, type IncomingMessage } from 'node:http';
import { request as overHttps } from 'node:https';

/** What is sent: a JSON body makes it a POST. */
export interface HttpCall {
  readonly url: URL;
  readonly body?: string;
  readonly signal: AbortSignal;
}

/**
 * Sends one request on a connection of its own and resolves with the response, its body unread; rejects with Node's error.
 * Aborting closes the connection. Not `fetch`: that gives up by itself after 300 s of silence, while a large model is loading.
 */
export function sendHttp({ url, body, signal }: HttpCall): Promise<IncomingMessage> {
  const start = url.protocol === 'https:' ? overHttps : overHttp;
  const headers = body === undefined ? {} : { 'content-type': 'application/json' };
  return new Promise((resolve, reject) => {
    const request = start(url, { method: body === undefined ? 'GET' : 'POST', headers, agent: false, signal });
    request.once('response', resolve);
    request.on('error', reject);
    request.end(body);
  });
}

/** The beginning of a response's body as text, at most `maxBytes`; the rest is not read. */
export async function bodyStart(response: IncomingMessage, maxBytes: number): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of byteChunks(response)) {
    parts.push(chunk);
    size += chunk.length;
    if (size >= maxBytes) break;
  }
  return Buffer.concat(parts).subarray(0, maxBytes).toString('utf8');
}

/** The bytes of a response as they come; leaving the loop closes the connection. */
export async function* byteChunks(response: IncomingMessage): AsyncGenerator<Uint8Array> {
  for await (const chunk of response) {
    const bytes: unknown = chunk;
    if (bytes instanceof Uint8Array) yield bytes;
  }
}
