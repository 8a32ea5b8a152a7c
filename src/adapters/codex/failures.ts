import { assertNever } from '../../core/assertNever';
import type { Failure, FailureCode } from '../../core/failure';
import { type CliIdentity, failure } from '../common/attemptEnds';
import { plainLine } from '../common/plainText';
import { retryTime } from '../common/retryDelay';

export const codex: CliIdentity = {
  cli: 'codex',
  label: 'Codex CLI',
  install: 'npm install -g @openai/codex',
  versions: {
    package: '@openai/codex',
    oldest: '0.23.0',
    because: 'a workspace can have it run programs (CVE-2025-61260)',
  },
};

/** What Codex says went wrong: its words, the cause where it names one apart, and (app-server) its code. */
export interface CodexError {
  readonly message: string;
  readonly details?: string | undefined;
  /** The name of the code, e.g. `usageLimitExceeded`, and the HTTP status with it. */
  readonly code?: string | undefined;
  readonly status?: number | undefined;
}

type CodexTrouble = Exclude<
  FailureCode,
  'timeout' | 'idle' | 'not-installed' | 'output-invalid' | 'output-empty' | 'untrusted' | 'cancelled'
>;

const codes: ReadonlyMap<string, CodexTrouble> = new Map([
  ['usageLimitExceeded', 'quota-exhausted'],
  ['rateLimitExceeded', 'rate-limited'],
  ['serverOverloaded', 'overloaded'],
  ['internalServerError', 'overloaded'],
  ['flexUnavailable', 'overloaded'],
  ['policyCapacityUnavailable', 'overloaded'],
  ['modelNotFound', 'model-unknown'],
  ['unauthorized', 'not-signed-in'],
  ['badRequest', 'refused'],
  ['cyberPolicy', 'refused'],
  ['misalignmentPolicyViolation', 'refused'],
  ['inferenceHookDenied', 'refused'],
  ['tooManyDenials', 'refused'],
  ['contextWindowExceeded', 'refused'],
  ['sessionBudgetExceeded', 'budget'],
]);

const wordings: readonly (readonly [RegExp, CodexTrouble])[] = [
  [/quota exceeded|insufficient_quota|usage limit|current quota|billing details/i, 'quota-exhausted'],
  [
    /missing environment variable|incorrect api key|not logged in|codex login|invalid_api_key|refresh token/i,
    'not-signed-in',
  ],
  [
    /model (\S+ )?(does not exist|is not supported|not found)|model_not_found|not supported when using codex/i,
    'model-unknown',
  ],
  [/rate limit|too many requests/i, 'rate-limited'],
  [/high demand|overloaded|at capacity|internal server error|service unavailable|bad gateway/i, 'overloaded'],
  [
    /stream disconnected|connection failed|waiting for network|error sending request|network error|timed? ?out|lookup address/i,
    'network',
  ],
  [/context window|invalid_request|invalid request|content policy|flagged/i, 'refused'],
];

/** What an error is about; undefined: nothing known. The words of the inner cause count before those around it. */
export function codexTrouble(error: CodexError): CodexTrouble | undefined {
  const byCode = codes.get(error.code ?? '');
  if (byCode) return byCode;
  const words = `${error.details ?? ''} ${error.message}`;
  const status = error.status ?? Number(/(?:unexpected status|last status:) (\d{3})/.exec(words)?.[1] ?? Number.NaN);
  return byStatus(status) ?? wordings.find(([pattern]) => pattern.test(words))?.[1];
}

function byStatus(status: number): CodexTrouble | undefined {
  if (status === 401 || status === 403) return 'not-signed-in';
  if (status === 402) return 'quota-exhausted';
  if (status === 404) return 'model-unknown';
  if (status === 429) return 'rate-limited';
  if (status >= 500) return 'overloaded';
  return status >= 400 ? 'refused' : undefined;
}

/**
 * Whether Codex may try once more. Its own built-in provider can not be told to try less, so the second retry ends the
 * attempt; only while it looks for a way to the API (WebSockets first, then HTTPS) it needs its five, and a network that is
 * not there it waits for without end: three times are enough.
 */
export function patience(error: CodexError, networkWaits: number, answering: boolean): boolean {
  if (networkWaits > 0) return networkWaits < 3;
  const again = Number(/Reconnecting\.\.\. (\d+)\/\d+/.exec(error.message)?.[1] ?? 0);
  if (again < 2 || /\bwss?:\/\//.test(`${error.message} ${error.details ?? ''}`)) return true;
  const trouble = codexTrouble(error);
  return !answering && (trouble === undefined || trouble === 'network');
}

/** The failure that an error of Codex means. `retryAt`: when the account's limit resets, where Codex told. */
export function codexFailure(error: CodexError, model: string, now: Date, retryAt?: Date): Failure {
  const trouble = codexTrouble(error);
  const said = plainLine(error.details ?? error.message);
  const later = retryTime(`${error.message} ${error.details ?? ''}`, now) ?? retryAt;
  switch (trouble) {
    case 'not-signed-in':
      return failure(
        trouble,
        `Codex CLI is not signed in: run \`codex login\` once in a terminal. An API key counts only when billing.allowApiKeys is true or clis.codex.env holds it. (${said})`,
      );
    case 'quota-exhausted':
      return failure(trouble, `Codex CLI's plan is used up for now: ${said}`, later);
    case 'rate-limited':
      return failure(trouble, `Codex CLI was sent away by the rate limit: ${said}`, later);
    case 'overloaded':
      return failure(trouble, `The model's service is overloaded or down: ${said}`);
    case 'model-unknown':
      return failure(
        trouble,
        `Codex CLI does not know the model ${model}: correct \`model\` in .claude/models/registry.md. (${said})`,
      );
    case 'network':
      return failure(trouble, `Codex CLI could not reach its model: ${said}`);
    case 'refused':
      return failure(trouble, `The API refused the request: ${said}`);
    case 'budget':
      return failure(trouble, `Codex CLI stopped at its own budget: ${said}`);
    case 'crashed':
    case undefined:
      return failure('crashed', `Codex CLI gave up: ${said}`);
    default:
      return assertNever(trouble);
  }
}
