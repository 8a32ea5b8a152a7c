import type { LogOutputChannel } from 'vscode';
import type { Logger } from '../core/ports/logger';

const causeOf = (cause: unknown) => (cause instanceof Error ? (cause.stack ?? cause.message) : String(cause));

/** MAO's log on its output channel; a topic stands in brackets before the text. */
export function createOutputLog(channel: LogOutputChannel, topic = ''): Logger {
  const prefix = topic === '' ? '' : `[${topic}] `;
  return {
    trace: (text) => channel.trace(prefix + text),
    debug: (text) => channel.debug(prefix + text),
    info: (text) => channel.info(prefix + text),
    warn: (text) => channel.warn(prefix + text),
    error: (text, cause) => channel.error(cause === undefined ? prefix + text : `${prefix}${text}\n${causeOf(cause)}`),
    topic: (name) => createOutputLog(channel, topic === '' ? name : `${topic}/${name}`),
  };
}
