import type { Logger } from '../ports/logger';
import { createRedactor, type Redactor } from './redactor';
import { secretValues } from './secretValues';

/** A log that no secret reaches, neither in a text nor in the stack of a cause. */
export function redactedLogger(logger: Logger, redactor: Pick<Redactor, 'text'>): Logger {
  return {
    trace: (text) => logger.trace(redactor.text(text)),
    debug: (text) => logger.debug(redactor.text(text)),
    info: (text) => logger.info(redactor.text(text)),
    warn: (text) => logger.warn(redactor.text(text)),
    error: (text, cause) => logger.error(redactor.text(text), cause === undefined ? undefined : clean(cause, redactor)),
    topic: (name) => redactedLogger(logger.topic(name), redactor),
  };
}

/** What a shell's own texts pass through: all forms of secrets, and those that its environment holds. */
export function environmentRedactor(environment: Readonly<Record<string, string | undefined>>): Redactor {
  return createRedactor(secretValues(environment));
}

/** A cause with its stack (which holds its message) redacted; its own causes are not told. */
function clean(cause: unknown, redactor: Pick<Redactor, 'text'>): unknown {
  if (!(cause instanceof Error)) return redactor.text(String(cause));
  const told = new Error(redactor.text(cause.message));
  told.name = cause.name;
  told.stack = redactor.text(cause.stack ?? cause.message);
  return told;
}
