// measuredAttempt.ts CLI ACTIONS: plays actions behind a real adapter, keeps the transcript as a run does, and prints what
// came through and how much memory this process took more than before, in MB.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { openRunLog } from '../../src/workspace/state/runLog';
import { clis, requestTo, scriptedAdapter, wellDone } from './cliLab';

const [cli, actions] = z
  .tuple([
    z.enum(clis),
    z
      .string()
      .transform((text): unknown => JSON.parse(text))
      .pipe(z.array(z.record(z.string(), z.unknown()))),
  ])
  .parse(process.argv.slice(2));

/** The most memory that the process ever held, in MB, as Linux keeps it. */
const peak = () => Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? 0) / 1024;

/** Makes an attempt whose raw lines go to a transcript. */
async function play(folder: string, played: readonly Readonly<Record<string, unknown>>[]) {
  const log = await openRunLog(join(folder, '.mao'), '20261122-101500-abcd');
  const { adapter, script } = scriptedAdapter(cli, played);
  const seen = { lines: 0, characters: 0, cut: 0 };
  for await (const event of adapter.run(requestTo(script), new AbortController().signal)) {
    if (event.type === 'log' && event.level === 'warning') seen.cut++;
    if (event.type !== 'raw' || event.stream !== 'stdout') continue;
    seen.lines++;
    seen.characters += event.line.length;
    await log.transcript('2-schemas-1', event.line);
  }
  await log.close();
  script.dispose();
  return seen;
}

const folder = mkdtempSync(join(tmpdir(), 'mao-flood-'));
try {
  // Once before, so that what is loaded and compiled, and the room that V8 takes for young objects, is not counted.
  await play(folder, [{ flood: 10 }, wellDone[cli]]);
  globalThis.gc?.();
  const before = process.memoryUsage().rss / 1024 / 1024;
  const seen = await play(folder, actions);
  const megabytes = Math.round(Math.max(peak(), before) - before);
  process.stdout.write(JSON.stringify({ ...seen, megabytes }));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
