import { open, readdir, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { LogEnds } from '../../core/ports/runArchive';
import type { RunEvent } from '../../core/runEvent';
import { isMissing } from './atomicFile';
import { readEvent } from './readEvents';
import { eventsFile } from './runLog';

const headBytes = 64 * 1024;
const tailBytes = 64 * 1024;
const mostTailBytes = 4 * 1024 * 1024;
const endOfRun = Buffer.from('"type":"run-end"');

/** The ids of all runs, newest first. */
export async function listRunIds(stateFolder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(join(stateFolder, 'runs'), { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
      .sort()
      .reverse();
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

async function readPart(handle: FileHandle, start: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await handle.read(buffer, 0, length, start);
  return buffer.subarray(0, bytesRead);
}

/** The whole lines at the end of a log: 64 KB, or from the run's end on when long events (a list of 1,000 files) follow it. */
async function readTail(handle: FileHandle, size: number): Promise<readonly string[]> {
  let tail = await readPart(handle, Math.max(0, size - tailBytes), Math.min(size, tailBytes));
  let cut = tail.length < size;
  if (cut && !tail.includes(endOfRun)) {
    const more = await readPart(handle, Math.max(0, size - mostTailBytes), Math.min(size, mostTailBytes));
    const end = more.lastIndexOf(endOfRun);
    if (end >= 0) {
      cut = false;
      tail = more.subarray(more.lastIndexOf(10, end) + 1);
    }
  }
  const lines = tail.toString('utf8').split('\n').slice(0, -1);
  return cut ? lines.slice(1) : lines;
}

/** In JSON a quote within a text is escaped, so that no text can look like this. */
const isOutput = (line: string) => line.includes('"type":"text-delta"');

/** What models said tells nothing of how the run ended and is most of a log, so that only the last event may be that. */
function eventsIn(lines: readonly string[]): readonly RunEvent[] {
  const last = lines.findLastIndex((line) => readEvent(line) !== undefined);
  return lines
    .filter((line, at) => at === last || !isOutput(line))
    .map(readEvent)
    .filter((event) => event !== undefined);
}

/** The ends of a run's log, read without the middle: a list of runs costs the same however long they were. */
export async function readRunEnds(stateFolder: string, runId: string): Promise<LogEnds> {
  try {
    const handle = await open(join(stateFolder, 'runs', runId, eventsFile), 'r');
    try {
      const { size } = await handle.stat();
      const head = (await readPart(handle, 0, Math.min(size, headBytes))).toString('utf8');
      const first = readEvent(head.slice(0, Math.max(0, head.indexOf('\n'))));
      return { runId, first, last: eventsIn(await readTail(handle, size)) };
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (isMissing(error)) return { runId, first: undefined, last: [] };
    throw error;
  }
}
