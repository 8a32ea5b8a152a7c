import { errorOf } from '../core/errorOf';
import type { Logger } from '../core/ports/logger';

const levels = ['trace', 'debug', 'info', 'warn', 'error'] as const;

/** The log of the `mao` command: on stderr, from the level in `MAO_LOG` on (default: warnings). */
export function stderrLogger(stream: NodeJS.WritableStream, level = 'warn', topic = ''): Logger {
  const threshold = Math.max(
    0,
    levels.findIndex((known) => known === level),
  );
  const at = (name: (typeof levels)[number]) => (text: string) => {
    if (levels.indexOf(name) >= threshold) stream.write(`[${name}]${topic} ${text}\n`);
  };
  return {
    trace: at('trace'),
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: (text, cause) => {
      const error = cause === undefined ? undefined : errorOf(cause);
      const stack = error ? (error.stack ?? error.message) : '';
      at('error')(stack === '' ? text : `${text}\n${stack}`);
    },
    topic: (name) => stderrLogger(stream, level, `${topic} ${name}:`),
  };
}
