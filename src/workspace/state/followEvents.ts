import { open } from 'node:fs/promises';
import type { Clock } from '../../core/ports/clock';
import type { RunEvent } from '../../core/runEvent';
import { isMissing } from './atomicFile';
import { readEvent } from './readEvents';

const pollMs = 300;
const newline = 0x0a;
const chunkBytes = 256 * 1024;

async function readFrom(path: string, offset: number): Promise<Buffer> {
  try {
    const handle = await open(path, 'r');
    try {
      const buffer = Buffer.alloc(chunkBytes);
      const { bytesRead } = await handle.read(buffer, 0, chunkBytes, offset);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (isMissing(error)) return Buffer.alloc(0);
    throw error;
  }
}

/**
 * The events of a log that another process writes, from the first one on and as they come; ends when `isLive` says that
 * nobody writes any more, or `signal` aborts. Damaged lines are left out. Looks three times a second, while it is read.
 */
export async function* followEvents(
  path: string,
  isLive: () => Promise<boolean>,
  clock: Clock,
  signal: AbortSignal,
): AsyncGenerator<RunEvent> {
  let offset = 0;
  let rest: Buffer = Buffer.alloc(0);
  while (!signal.aborted) {
    const live = await isLive(); // asked before reading, so that what was written last is read too
    const chunk = await readFrom(path, offset);
    offset += chunk.length;
    rest = Buffer.concat([rest, chunk]);
    const end = rest.lastIndexOf(newline) + 1;
    const lines = end === 0 ? [] : rest.toString('utf8', 0, end - 1).split('\n');
    rest = rest.subarray(end);
    for (const line of lines) {
      const event = readEvent(line);
      if (event) yield event;
    }
    if (chunk.length > 0) continue;
    if (!live) return;
    await clock.sleep(pollMs, signal);
  }
}
