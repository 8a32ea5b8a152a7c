import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import * as z from 'zod';
import { rehearsedSettings } from '../host/settings';
import { startServer } from '../host/server';
import { openWorkbench } from '../host/workbench';
import { copySampleProject } from '../setup/sampleProject';
import { median, type Measure } from './measure';

const times = z.object({ activation: z.number(), trivial: z.number() });

/** One new extension host that activates MAO and tells how long that took. */
async function activateOnce(workspace: string, folder: string): Promise<z.infer<typeof times>> {
  const file = join(folder, 'times.json');
  rmSync(file, { force: true });
  const server = await startServer({ workspace, settings: rehearsedSettings, driver: true });
  try {
    const tests = join(folder, 'activation.cjs');
    const development = { extension: '.', tests, env: { MAO_BENCH_FOLDER: folder } };
    const workbench = await openWorkbench(server, { development });
    try {
      const { code } = await workbench.exit;
      if (code !== 0) {
        throw new Error(`The extension host ended with ${code}:\n${workbench.console.slice(-20).join('\n')}`);
      }
    } finally {
      await workbench.close();
    }
  } finally {
    await server.stop();
  }
  return times.parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** The time that the extension takes to activate, as the real extension host sees it; each time in a host of its own. */
export async function measureActivation(runs: number): Promise<readonly Measure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'mao-activation-'));
  const workspace = copySampleProject('mao-bench-');
  try {
    await build({
      entryPoints: ['test/bench/host/activation.ts'],
      outfile: join(folder, 'activation.cjs'),
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node22',
      external: ['vscode'],
      logLevel: 'warning',
    });
    writeFileSync(join(folder, 'trivial.cjs'), 'exports.trivial = true;\n');
    const measured: z.infer<typeof times>[] = [];
    for (let run = 0; run < runs; run += 1) measured.push(await activateOnce(workspace, folder));
    const activations = measured.map(({ activation }) => activation);
    const trivial = median(measured.map((one) => one.trivial));
    return [
      {
        name: 'activation in the extension host',
        value: median(activations),
        unit: 'ms',
        bar: 50,
        kind: 'most',
        beside: `slowest of ${runs}: ${Math.max(...activations).toFixed(1)} ms; a trivial require ${trivial.toFixed(1)} ms`,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
    rmSync(dirname(workspace), { recursive: true, force: true });
  }
}
