import { open } from 'node:fs/promises';
import type { TranscriptTail } from '../../presentation/transcripts';

/** The last `maxBytes` of a text file from a line's beginning on; undefined when there is no such file. */
export async function readTail(file: string, maxBytes: number): Promise<TranscriptTail | undefined> {
  const handle = await open(file).catch(() => undefined);
  if (!handle) return undefined;
  try {
    const { size } = await handle.stat();
    const start = Math.max(0, size - maxBytes);
    const buffer = Buffer.alloc(size - start);
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, start);
    const bytes = buffer.subarray(0, bytesRead);
    // A line that has no end within the piece is shown from where it is cut.
    const first = start === 0 ? 0 : bytes.indexOf(10) + 1;
    return { text: bytes.subarray(first).toString('utf8'), left: start + first, file };
  } finally {
    await handle.close();
  }
}
