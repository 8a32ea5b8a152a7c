import { createInterface } from 'node:readline/promises';

/** The terminal to ask on, if there is one. */
export interface Terminal {
  /** The answer without blanks around it; undefined when `signal` aborts or the input ends. */
  ask(question: string, signal: AbortSignal): Promise<string | undefined>;
}

/** A terminal on these streams; undefined when nobody sits there. */
export function openTerminal(input: NodeJS.ReadStream, output: NodeJS.WriteStream): Terminal | undefined {
  if (!input.isTTY) return undefined;
  return {
    ask: async (question, signal) => {
      // What has been told before is printed before.
      await new Promise((resolve) => setImmediate(resolve));
      const lines = createInterface({ input, output });
      try {
        return (await lines.question(question, { signal })).trim();
      } catch {
        return undefined; // aborted, or the terminal went away: the same as no answer
      } finally {
        lines.close();
      }
    },
  };
}
