import { createReadStream } from 'node:fs';
import { runEventSchema, type RunEvent } from '../../core/runEvent';
import { isMissing } from './atomicFile';

const newline = 0x0a;

/** One line of an event log; undefined when it is no event: torn by a crash, or damaged. */
export function readEvent(line: string): RunEvent | undefined {
  try {
    const value: unknown = JSON.parse(line);
    const event = runEventSchema.safeParse(value);
    return event.success ? event.data : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The events of a log in order; a log that is not there has none. Lines that are no events are skipped and told to
 * `onDamaged` (line numbers from 1). What stands after the last line end is a torn line, and cut.
 */
export async function* readEvents(path: string, onDamaged?: (line: number) => void): AsyncGenerator<RunEvent> {
  let number = 0;
  try {
    for await (const line of wholeLines(path)) {
      number++;
      const event = readEvent(line);
      if (event) yield event;
      else if (line.trim() !== '') onDamaged?.(number);
    }
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

/** In JSON a quote within a text is escaped, so that no text can look like this. */
const masses = /"type":"(?:text-delta|tool-use|usage-update)"/;

/** The events of a log as `readEvents` gives them, without text, tool uses and usage, which are most of it and are not parsed. */
export async function* readMilestones(path: string): AsyncGenerator<RunEvent> {
  try {
    for await (const line of wholeLines(path)) {
      const event = masses.test(line) ? undefined : readEvent(line);
      if (event) yield event;
    }
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

async function* chunksOf(stream: AsyncIterable<unknown>): AsyncGenerator<Buffer> {
  for await (const chunk of stream) if (Buffer.isBuffer(chunk)) yield chunk;
}

/** Lines end at `\n` only: text in JSON may hold U+2028, which readers of lines like to take for an end too. */
async function* wholeLines(path: string): AsyncGenerator<string> {
  const stream = createReadStream(path);
  let rest: Uint8Array[] = [];
  try {
    for await (const chunk of chunksOf(stream)) {
      let start = 0;
      for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
        rest.push(chunk.subarray(start, end));
        yield Buffer.concat(rest).toString('utf8');
        rest = [];
        start = end + 1;
      }
      rest.push(chunk.subarray(start));
    }
  } finally {
    stream.destroy();
  }
}
