import { closeSync, fsyncSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApplyLab } from '../integration/workspace/applyLab';
import { median, timed, type Measure } from './measure';

const count = 1_000;
const path = (index: number) => `src/${index % 20}/file${index}.ts`;

/** A file of sixty lines; `edited` changes three of them, far enough apart to be three hunks. */
function content(index: number, edited: boolean): string {
  return Array.from({ length: 60 }, (_, line) =>
    edited && line % 25 === 5
      ? `export const changed${index}_${line} = true;\n`
      : `export const v${index}_${line} = ${line};\n`,
  ).join('');
}

/** Writes all files into an empty folder; `durable`: a power cut afterwards costs nothing, as it costs nothing after an apply. */
function writePlainly(folder: string, durable: boolean): void {
  for (let index = 0; index < 20; index += 1) mkdirSync(join(folder, 'src', String(index)), { recursive: true });
  for (let index = 0; index < count; index += 1) {
    const file = openSync(join(folder, path(index)), 'w');
    writeFileSync(file, content(index, true));
    if (durable) fsyncSync(file);
    closeSync(file);
  }
}

/**
 * Applying and reverting a change set of 1,000 files with three hunks each, beside plain writes of the same files that are
 * as durable. On a disk: in memory syncing is free, and the ratio says nothing.
 */
export async function measureApply(runs: number): Promise<readonly Measure[]> {
  const lab = new ApplyLab();
  try {
    for (let index = 0; index < count; index += 1) lab.write(path(index), content(index, false));
    lab.userGit(['init', '-q']);
    lab.userGit(['add', '-A']);
    lab.userGit(['commit', '-qm', 'a thousand files']);
    const changes = await lab.run((folder) => {
      for (let index = 0; index < count; index += 1) lab.write(path(index), content(index, true), folder);
    });
    const before = JSON.stringify(lab.state());
    const applied: number[] = [];
    const reverted: number[] = [];
    const plain: number[] = [];
    const loose: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      plain.push(await timed(() => writePlainly(join(lab.root, `plain-${run}`), true)));
      loose.push(await timed(() => writePlainly(join(lab.root, `loose-${run}`), false)));
      applied.push(await timed(() => lab.apply(changes)));
      reverted.push(await timed(() => lab.revert()));
      if (JSON.stringify(lab.state()) !== before) {
        throw new Error('The workspace is not as before after apply and revert.');
      }
    }
    const writes = median(plain);
    const measure = (name: string, times: readonly number[]): Measure => ({
      name: `${name} 1,000 files × 3 hunks / plain writes`,
      value: median(times) / writes,
      unit: 'x',
      bar: 5,
      kind: 'most',
      beside: `${median(times).toFixed(0)} ms; plain ${writes.toFixed(0)} ms, not synced ${median(loose).toFixed(0)} ms`,
    });
    return [measure('apply', applied), measure('revert', reverted)];
  } finally {
    lab.remove();
  }
}
