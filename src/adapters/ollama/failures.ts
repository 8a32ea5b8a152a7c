import type { Failure } from '../../core/failure';
import { type CliIdentity, failure } from '../common/attemptEnds';
import { parseJsonLine } from '../common/parseJsonLine';
import { plainLine } from '../common/plainText';
import { errorBodySchema } from './lines';

export const ollama: CliIdentity = { cli: 'ollama', label: 'Ollama', install: 'https://ollama.com/download' };

/** Node's code of a network error; undefined for errors of another kind. */
export function networkCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** Why no request went through, with what to do. */
export function unreachable(server: string, error: unknown): Failure {
  const code = networkCode(error) ?? 'unknown error';
  if (code === 'ECONNREFUSED') {
    return failure(
      'network',
      `No Ollama answers at ${server}. Start it (\`ollama serve\`) or correct clis.ollama.url.`,
    );
  }
  return failure('network', `Ollama at ${server} could not be reached (${code}). Check clis.ollama.url.`);
}

/** The stream ended, or broke, before the model was done. */
export function cutOff(server: string): Failure {
  return failure('network', `Ollama at ${server} broke off its answer. See its log (\`ollama serve\` prints it).`);
}

/** The server's own words out of an error's body. */
export function saidIn(body: string): string {
  return plainLine(parseJsonLine(errorBodySchema, body.trim())?.error ?? body);
}

/** What an HTTP status other than 200 means; `retryAt` is what its Retry-After header says. */
export function statusFailure(
  status: number,
  said: string,
  place: { readonly server: string; readonly model: string; readonly numCtx: number },
  retryAt?: Date,
): Failure {
  const { server, model, numCtx } = place;
  switch (status) {
    case 400:
    case 413:
      return failure(
        'refused',
        `Ollama refused the request: ${said} (Its context was ${numCtx} tokens; clis.ollama.numCtx sets it.)`,
      );
    case 401:
    case 403:
      return failure('not-signed-in', `Ollama at ${server} wants a sign-in: run \`ollama signin\`. (${said})`);
    case 402:
      return failure('quota-exhausted', `Ollama's account is used up: ${said}`, retryAt);
    case 404:
      return failure('model-unknown', `Ollama has no model ${model}: run \`ollama pull ${model}\`. (${said})`);
    case 429:
      return failure('rate-limited', `Ollama was sent away by a rate limit: ${said}`, retryAt);
    case 502:
    case 503:
    case 504:
      return failure('overloaded', `Ollama is overloaded or down (${status}): ${said}`, retryAt);
    default:
      if (status >= 300 && status < 400) {
        return failure('network', `${server} sends elsewhere (${status}). Correct clis.ollama.url.`);
      }
      return failure('crashed', `Ollama failed (${status}): ${said}`);
  }
}
