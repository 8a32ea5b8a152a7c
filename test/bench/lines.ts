import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as z from 'zod';
import { RunStreams } from '../../src/presentation/runStreams';
import { runEventSchema } from '../../src/core/runEvent';
import { reduceRun } from '../../src/orchestration/reduceRun';
import type { RunState } from '../../src/core/runState';
import { benchAttempts, benchPrompt } from './benchAdapter';
import { alternated, type Measure } from './measure';
import { benchCli, WorkspaceLab } from './workspaceLab';

const lines = 200_000;

/** Lines a second through an adapter (split, parsed, read by schema, translated) over bare readline and `JSON.parse` of the same CLI. */
async function measurePipeline(runs: number): Promise<Measure> {
  const lab = new WorkspaceLab();
  try {
    const env = { MAO_BENCH_LINES: String(lines) };
    const attempt = benchAttempts(lab, env);
    const bare = async () => {
      const child = spawn(process.execPath, [benchCli], {
        cwd: lab.workspace,
        env: { ...lab.environment, ...env },
        stdio: ['pipe', 'pipe', 'ignore'],
      });
      child.stdin.end(benchPrompt);
      let read = 0;
      for await (const line of createInterface({ input: child.stdout })) if (JSON.parse(line) !== null) read += 1;
      if (read < lines) throw new Error(`Only ${read} lines were read.`);
    };
    const { a, b } = await alternated(runs, attempt, bare);
    const rate = (ms: number) => `${Math.round(lines / ms)} k lines a second`;
    return {
      name: 'lines through an adapter over a bare splitter',
      value: b / a,
      unit: 'x',
      bar: 0.5,
      kind: 'least',
      beside: `${rate(a)}; bare: ${rate(b)}`,
    };
  } finally {
    lab.remove();
  }
}

const collectorSchema = z.custom<() => void>((value) => typeof value === 'function');

function collected(): number {
  setFlagsFromString('--expose-gc');
  const collect = collectorSchema.parse(runInNewContext('gc'));
  for (let round = 0; round < 3; round++) collect();
  return process.memoryUsage().heapUsed / 1024 / 1024;
}

/** What the host holds of 100,000 streamed tokens of 4 characters: the run's state and the panel's buffers, garbage left out. */
function measureHostMemory(): Measure {
  const streams = new RunStreams();
  let state: RunState | undefined;
  let seq = 0;
  const take = (body: Readonly<Record<string, unknown>>) => {
    const base = { time: '2026-11-22T10:15:00.000Z', runId: '20261122-101500-abcd', seq: ++seq };
    const event = runEventSchema.parse({ ...base, ...body });
    state = reduceRun(state, event);
    streams.append(event);
  };
  take({ type: 'run-start', command: 'develop', sections: ['2'], transport: 'direct', workspace: '/w' });
  const tokens = (count: number) => {
    for (let index = 0; index < count; index++) {
      const text = String(index % 1000).padEnd(4);
      take({ type: 'text-delta', section: '2', workstream: 'schemas', attempt: 1, model: 'sonnet', text });
    }
  };
  tokens(1000);
  const before = collected();
  tokens(100_000);
  const grown = collected() - before;
  if (streams.tails(Infinity)[0]?.items.length === 0 || !state) throw new Error('The host holds nothing.');
  return {
    name: 'host: memory per 100,000 tokens',
    value: grown,
    unit: 'MB',
    bar: 10,
    kind: 'most',
    beside: 'state of the run and buffers of the panel, one event a token',
  };
}

/** What a line of a CLI costs on its way: time, and memory in the host. */
export async function measureLines(runs: number): Promise<readonly Measure[]> {
  return [await measurePipeline(runs), measureHostMemory()];
}
