import { assertNever } from '../../core/assertNever';
import type { Failure, FailureCode } from '../../core/failure';
import { type CliIdentity, failure } from '../common/attemptEnds';
import { plainLine } from '../common/plainText';
import { retryTime } from '../common/retryDelay';

export const gemini: CliIdentity = {
  cli: 'gemini',
  label: 'Gemini CLI',
  install: 'npm install -g @google/gemini-cli',
  versions: {
    package: '@google/gemini-cli',
    oldest: '0.39.1',
    because: 'a workspace can have it run programs without a terminal (CVE-2026-12537)',
  },
};

/** The kinds of trouble with a call to the model. */
export type GeminiTrouble = Extract<
  FailureCode,
  | 'not-signed-in'
  | 'rate-limited'
  | 'quota-exhausted'
  | 'overloaded'
  | 'model-unknown'
  | 'network'
  | 'refused'
  | 'untrusted'
>;

/** Exit codes of the CLI's own; other failures exit with the HTTP status modulo 256. */
const exitTroubles: ReadonlyMap<number, GeminiTrouble> = new Map([
  [41, 'not-signed-in'],
  [55, 'untrusted'],
  ...[400, 413].map((status) => [status % 256, 'refused'] as const),
  ...[401, 403].map((status) => [status % 256, 'not-signed-in'] as const),
  [404 % 256, 'model-unknown'],
  [429 % 256, 'rate-limited'],
  ...[500, 502, 503, 504].map((status) => [status % 256, 'overloaded'] as const),
]);

const wordings: readonly (readonly [RegExp, GeminiTrouble])[] = [
  [
    /api key (not valid|expired)|api_key_invalid|UNAUTHENTICATED|\b401\b|invalid authentication|must specify the GEMINI_API_KEY|(?<!\/)auth method|login required/i,
    'not-signed-in',
  ],
  [/TerminalQuotaError|daily quota|quota .*per ?day|billing account|usage limit/i, 'quota-exhausted'],
  [/\b429\b|RESOURCE_EXHAUSTED|rate.?limit|exceeded your current quota|RetryableQuotaError/i, 'rate-limited'],
  [/ModelNotFoundError|models\/\S+ is not found|\bNOT_FOUND\b|model .*not (found|supported)/i, 'model-unknown'],
  [/\b50[0234]\b|UNAVAILABLE|overloaded|INTERNAL\b/i, 'overloaded'],
  [/fetch failed|ECONN|ENOTFOUND|ETIMEDOUT|EAI_AGAIN|socket|network|\bterminated\b|Premature close/i, 'network'],
  [/PERMISSION_DENIED|\b403\b/i, 'not-signed-in'],
  [/INVALID_ARGUMENT|\b400\b|SAFETY|blocked/i, 'refused'],
];

/** What a message of the CLI or of the API is about; undefined: nothing known. */
export function geminiTrouble(message: string): GeminiTrouble | undefined {
  return wordings.find(([pattern]) => pattern.test(message))?.[1];
}

/** Whether trying the same call again in a moment is no use. */
export function isFinal(trouble: GeminiTrouble | undefined): boolean {
  return trouble !== undefined && trouble !== 'overloaded' && trouble !== 'network';
}

/**
 * What a failure of Gemini CLI means: what it said of its call first, then its exit code, then its stderr, which is noisy
 * on good days too. Undefined: none of them is known.
 */
export function geminiFailure(
  seen: { readonly message: string | undefined; readonly exitCode: number; readonly stderr: readonly string[] },
  model: string,
  now: Date,
): Failure | undefined {
  // A stack trace has numbers that look like status codes.
  const stderr = seen.stderr.filter((line) => !line.startsWith('at ')).join('\n');
  const byMessage = seen.message === undefined ? undefined : geminiTrouble(seen.message);
  const trouble = byMessage ?? exitTroubles.get(seen.exitCode) ?? geminiTrouble(stderr);
  if (trouble === undefined) return undefined;
  const said = plainLine(core(seen.message ?? seen.stderr.at(-1) ?? ''));
  // Only stderr tells a used-up day from a busy minute when the message is the API's own.
  const spent = trouble === 'rate-limited' && /TerminalQuotaError/.test(stderr);
  return describe(spent ? 'quota-exhausted' : trouble, said, model, retryTime(seen.message ?? '', now));
}

/** The API's own words, out of the JSON and the wrapping in which the CLI repeats them. */
function core(message: string): string {
  const api = /"message":\s*"((?:[^"\\]|\\.)+)"/.exec(message)?.[1];
  return (
    api ??
    message
      .replace(/^\s*Attempt \d+ failed(?: with status \d+)?[.:]\s*/, '')
      .replace(/Retrying (?:with backoff|after \d+ms)\.{3}\s*/, '')
  );
}

function describe(trouble: GeminiTrouble, said: string, model: string, retryAt: Date | undefined): Failure {
  switch (trouble) {
    case 'not-signed-in':
      return failure(
        trouble,
        `Gemini CLI is not signed in: run \`gemini\` once in a terminal. An API key counts only when billing.allowApiKeys is true or clis.gemini.env holds it. (${said})`,
      );
    case 'untrusted':
      return failure(
        trouble,
        `Gemini CLI does not trust the folder it was to work in. Update it: it does not honour --skip-trust. (${said})`,
      );
    case 'quota-exhausted':
      return failure(trouble, `Gemini CLI's quota is used up: ${said}`, retryAt);
    case 'rate-limited':
      return failure(trouble, `Gemini CLI was sent away by the rate limit: ${said}`, retryAt);
    case 'overloaded':
      return failure(trouble, `The model's service is overloaded or down: ${said}`, retryAt);
    case 'model-unknown':
      return failure(
        trouble,
        `Gemini CLI does not know the model ${model}: correct \`model\` in .claude/models/registry.md. (${said})`,
      );
    case 'network':
      return failure(trouble, `Gemini CLI could not reach its model: ${said}`);
    case 'refused':
      return failure(trouble, `The API refused the request: ${said}`);
    default:
      return assertNever(trouble);
  }
}
