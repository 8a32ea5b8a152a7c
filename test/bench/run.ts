import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { buildBundles } from '../setup/packageExtension';
import { measureActivation } from './activation';
import { measureApply } from './apply';
import { measureAttempt } from './attempt';
import { measureFallback } from './fallback';
import { measureFindings } from './findings';
import { measureLines } from './lines';
import { measureMakespan } from './makespan';
import { holds, type Measure } from './measure';
import { measureMerge } from './merge';
import { measurePanel } from './panel';
import { measurePrd } from './prd';
import { measureRuns } from './runs';
import { measureSizes } from './sizes';
import { measureSnapshot } from './snapshot';
import { measureStream } from './stream';

/** How often the cheap measures are repeated; `--quick` halves the wait while one works on them. */
const quick = process.argv.includes('--quick');
const runs = quick ? 5 : 20;

const sets: Readonly<Record<string, () => Promise<readonly Measure[]>>> = {
  sizes: measureSizes,
  activation: () => measureActivation(Math.max(5, Math.ceil(runs / 2))),
  panel: () => measurePanel(quick ? 30 : 300, quick ? 3 : 10),
  prd: measurePrd,
  findings: () => measureFindings(runs),
  apply: () => measureApply(Math.ceil(runs / 4)),
  merge: () => measureMerge(runs),
  runs: () => measureRuns(runs),
  snapshot: () => measureSnapshot(runs),
  attempt: () => measureAttempt(runs),
  fallback: () => measureFallback(runs),
  lines: () => measureLines(Math.ceil(runs / 4)),
  stream: () => measureStream(quick ? 10 : 60),
  makespan: () => measureMakespan(Math.ceil(runs / 4)),
};

function row(measure: Measure): string {
  const { name, value, unit, bar, kind, beside } = measure;
  const digits = unit === 'x' ? 3 : unit === 'files' ? 0 : 1;
  const limit = `${kind === 'most' ? '≤' : '≥'} ${bar} ${unit}`;
  const mark = holds(measure) ? 'ok  ' : 'OVER';
  return `${mark} ${name.padEnd(46)} ${`${value.toFixed(digits)} ${unit}`.padStart(12)}  ${limit.padEnd(10)}  ${beside}`;
}

const named = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const unknown = named.filter((name) => !(name in sets));
if (unknown.length > 0) throw new Error(`Unknown: ${unknown.join(', ')}. There are ${Object.keys(sets).join(', ')}.`);

await buildBundles();
const measures: Measure[] = [];
for (const [name, measure] of Object.entries(sets)) {
  if (named.length > 0 && !named.includes(name)) continue;
  const found = await measure();
  measures.push(...found);
  for (const one of found) console.log(row(one));
}
mkdirSync('out', { recursive: true });
const machine = { cores: cpus().length, model: cpus()[0]?.model, node: process.version };
writeFileSync('out/bench.json', JSON.stringify({ machine, measures }, null, 2) + '\n');
const over = measures.filter((measure) => !holds(measure));
console.log(`${measures.length - over.length} within their bar, ${over.length} over; out/bench.json`);
