import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunEventBody } from '../../src/core/runEvent';
import type { RunArchive } from '../../src/core/ports/runArchive';
import { RecordCount } from '../../src/orchestration/modelRecords';
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
  const at = { section: '2', workstream: 'schemas' };
  const text: RunEventBody = { ...at, type: 'text-delta', text: 'x'.repeat(120) };
  const bodies: readonly RunEventBody[] = [
    { type: 'run-start', command: 'develop', sections: ['2'], transport: 'direct', workspace: '/w' },
    { ...at, type: 'attempt-start', model: 'sonnet', cli: 'claude', transport: 'direct' },
    ...Array.from({ length: eventsInEach - 5 }, () => text),
    { ...at, type: 'workstream-end', outcome: 'succeeded', model: 'sonnet', files: [], outsideOwnership: [] },
    { type: 'changes-proposed', files: [], refused: [] },
    { type: 'run-end', outcome: 'succeeded', diversity: { expected: 80, observed: 80 }, durationMs: 1000 },
  ];
  const lines = bodies.map((body, index) => {
    const time = new Date(Date.UTC(2026, 10, 1 + (number % 28)) + index * 100).toISOString();
    return JSON.stringify({ ...body, time, runId, seq: index + 1 });
  });
  writeFileSync(join(folder, 'events.jsonl'), `${lines.join('\n')}\n`);
}

async function listAll(archive: RunArchive): Promise<void> {
  const days = runDays(await listRuns(archive), new Date());
  const rows = days.reduce((sum, day) => sum + day.rows.length, 0);
  if (rows !== runs) throw new Error(`${rows} of ${runs} runs are shown.`);
}

async function countAll(archive: RunArchive): Promise<void> {
  const count = new RecordCount();
  for (const runId of await archive.listIds()) await count.add(archive.readMilestones(runId));
  const of = count.models.get('sonnet')?.of;
  if (of !== runs) throw new Error(`${of ?? 0} of ${runs} workstreams were counted.`);
}

/** The Runs view over logs of 100,000 events: from the disk to its rows. */
export async function measureRuns(times: number): Promise<readonly Measure[]> {
  const state = mkdtempSync(join(tmpdir(), 'mao-bench-runs-'));
  try {
    for (let number = 0; number < runs; number += 1) writeRun(state, number);
    const archive = openRunArchive(state);
    const listed: number[] = [];
    const counted: number[] = [];
    for (let run = 0; run < times; run += 1) {
      listed.push(await timed(() => listAll(archive)));
      counted.push(await timed(() => countAll(archive)));
    }
    const size = `${runs} runs of ${eventsInEach.toLocaleString('en')} events`;
    return [
      {
        ...{ name: 'history of 100,000 events', value: median(listed), unit: 'ms', bar: 500, kind: 'most' },
        beside: `${size}, from the disk to rows by day`,
      },
      {
        ...{ name: 'win rates out of 100,000 events', value: median(counted), unit: 'ms', bar: 500, kind: 'most' },
        beside: `${size}, every log read to its end`,
      },
    ];
  } finally {
    rmSync(state, { recursive: true, force: true });
  }
}
