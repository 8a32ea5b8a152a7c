/** One log with topics. Prompts and file contents at `trace` only. */
export interface Logger {
  trace(text: string): void;
  debug(text: string): void;
  info(text: string): void;
  warn(text: string): void;
  error(text: string, cause?: unknown): void;
  /** The same log under a topic, e.g. `[adapters]`. */
  topic(name: string): Logger;
}

/** Swallows everything; for tests and for callers that do not care. */
export const nullLogger: Logger = {
  trace: () => undefined,
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  topic: () => nullLogger,
};
