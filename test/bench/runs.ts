import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunEventBody } from '../../src/core/runEvent';
import { listRuns } from '../../src/orchestration/runHistory';
import { runDays } from '../../src/presentation/runDays';
import { openRunArchive } from '../../src/workspace/state/runArchive';
import { median, timed, type Measure } from './measure';

const runs = 100;
const eventsInEach = 1000;

function writeRun(state: string, number: number): void {
  const runId = `20261122-${String(number).padStart(6, '0')}-abcd`;
  const folder = join(state, 'runs', runId);
  mkdirSync(folder, { recursive: true });
  const text: RunEventBody = { type: 'text-delta', section: '2', workstream: 'schemas', text: 'x'.repeat(120) };
  const bodies: readonly RunEventBody[] = [
    { type: 'run-start', command: 'develop', sections: ['2'], transport: 'direct', workspace: '/w' },
    ...Array.from({ length: eventsInEach - 2 }, () => text),
    { type: 'run-end', outcome: 'succeeded', diversity: { expected: 80, observed: 80 }, durationMs: 1000 },
  ];
  const lines = bodies.map((body, at) => {
    const time = new Date(Date.UTC(2026, 10, 1 + (number % 28)) + at * 100).toISOString();
    return JSON.stringify({ ...body, time, runId, seq: at + 1 });
  });
  writeFileSync(join(folder, 'events.jsonl'), `${lines.join('\n')}\n`);
}

/** The Runs view over logs of 100,000 events: from the disk to its rows. */
export async function measureRuns(times: number): Promise<readonly Measure[]> {
  const state = mkdtempSync(join(tmpdir(), 'mao-bench-runs-'));
  try {
    for (let number = 0; number < runs; number += 1) writeRun(state, number);
    const archive = openRunArchive(state);
    const found: number[] = [];
    let rows = 0;
    for (let run = 0; run < times; run += 1) {
      found.push(
        await timed(async () => {
          const days = runDays(await listRuns(archive), new Date());
          rows = days.reduce((sum, day) => sum + day.rows.length, 0);
        }),
      );
    }
    if (rows !== runs) throw new Error(`${rows} of ${runs} runs are shown.`);
    const beside = `${runs} runs of ${eventsInEach.toLocaleString('en')} events, from the disk to rows by day`;
    return [{ name: 'history of 100,000 events', value: median(found), unit: 'ms', bar: 500, kind: 'most', beside }];
  } finally {
    rmSync(state, { recursive: true, force: true });
  }
}
