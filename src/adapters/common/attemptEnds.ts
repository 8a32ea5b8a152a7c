import type { AttemptEnd } from '../../core/adapterEvent';
import { assertNever } from '../../core/assertNever';
import type { Failure, FailureCode } from '../../core/failure';
import type { AttemptRequest } from '../../core/ports/modelAdapter';
import type { ProcessEnd } from '../../core/ports/processRunner';
import { plainLine, type Tail } from './plainText';
import type { VersionRule } from './versionRule';

/** Who a CLI is, for people: its name, what installs it, and (where some are known to be unsafe) which versions may run. */
export interface CliIdentity {
  readonly cli: string;
  readonly label: string;
  readonly install: string;
  readonly versions?: VersionRule;
}

export const cancelled: AttemptEnd = { type: 'end', outcome: 'cancelled' };

/** A failed attempt; `text` is what the model had answered so far. */
export function failed(failure: Failure, text = ''): AttemptEnd {
  return { type: 'end', outcome: 'failed', failure, text };
}

/** A failure with `retryAt` only where it is known. */
export function failure(code: FailureCode, message: string, retryAt?: Date): Failure {
  return retryAt === undefined ? { code, message } : { code, message, retryAt: retryAt.toISOString() };
}

/** Why a process ended, when that alone decides the attempt; undefined when it exited by itself and its output decides. */
export function endByProcess(
  identity: CliIdentity,
  end: ProcessEnd,
  limits: AttemptRequest['limits'],
  text: string,
): AttemptEnd | undefined {
  const { label, cli } = identity;
  switch (end.kind) {
    case 'exited':
      return undefined;
    case 'signalled':
      return failed(failure('crashed', `${label} was ended from outside (${end.signal}).`), text);
    case 'not-started':
      return failed(notStartedFailure(identity, end), text);
    case 'stopped':
      if (end.why === 'cancelled') return cancelled;
      if (end.why === 'timeout') {
        return failed(
          failure(
            'timeout',
            `${label} was stopped after ${limits.attemptSeconds} s, the limit of an attempt (limits.attemptSeconds, or the model's timeout).`,
          ),
          text,
        );
      }
      return failed(
        failure(
          'idle',
          `${label} was stopped after ${limits.idleSeconds} s of silence (limits.idleSeconds). If it always is silent, run \`${cli}\` once in a terminal.`,
        ),
        text,
      );
    default:
      return assertNever(end);
  }
}

function notStartedFailure(
  { label, cli, install }: CliIdentity,
  end: ProcessEnd & { readonly kind: 'not-started' },
): Failure {
  switch (end.errorCode) {
    case 'ENOENT':
      return failure('not-installed', `${label} could not be found. Install it (${install}) or set clis.${cli}.path.`);
    case 'EACCES':
    case 'EPERM':
      return failure(
        'not-installed',
        `${label} may not be executed. Check the permissions of the file that clis.${cli}.path or PATH names.`,
      );
    default:
      return failure('crashed', `${label} could not be started (${end.errorCode}): ${plainLine(end.message)}`);
  }
}

/** A process that exited by itself without the result that its format promises. */
export function endWithoutResult(
  { label, cli }: CliIdentity,
  exitCode: number,
  seen: { readonly understood: boolean; readonly garbage: string | undefined; readonly stderr: Tail },
): Failure {
  if (exitCode !== 0) {
    const why =
      seen.stderr.find((line) => /\berror\b|unknown|unexpected/i.test(line)) ?? seen.stderr.at(-1) ?? seen.garbage;
    const hint = /unknown (option|argument)|unexpected argument/i.test(why ?? '')
      ? ` Update ${label}: it does not know an option that MAO needs.`
      : '';
    return failure(
      'crashed',
      `${label} exited with code ${exitCode}${why === undefined ? '.' : `: ${plainLine(why)}`}${hint}`,
    );
  }
  if (!seen.understood && seen.garbage !== undefined) {
    return failure(
      'output-invalid',
      `${label} printed what is not its stream format: ${plainLine(seen.garbage, 120)} Check clis.${cli}.path and clis.${cli}.args.`,
    );
  }
  return failure('output-empty', `${label} ended without a result.`);
}
