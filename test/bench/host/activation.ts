import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { extensions } from 'vscode';

/** Resolves when the host has done with its own start: its event loop has been on time for a second. */
async function quiet(): Promise<void> {
  for (let calm = 0, left = 300; calm < 10 && left > 0; left -= 1) {
    const start = performance.now();
    await delay(100);
    calm = performance.now() - start < 110 ? calm + 1 : 0;
  }
}

/**
 * What VS Code calls in the extension host (`extensionTestsPath`): writes how long MAO takes to activate, and how long a
 * `require` of a module with one export takes, both in milliseconds.
 */
export async function run(): Promise<void> {
  const folder = process.env['MAO_BENCH_FOLDER'];
  const mao = extensions.getExtension('mao-orchestration.mao');
  if (folder === undefined || mao === undefined) {
    throw new Error('The extension to be measured is not known to VS Code.');
  }
  if (mao.isActive) throw new Error('MAO was activated before it was measured.');
  await quiet();
  const load = createRequire(join(folder, 'activation.cjs'));
  const begin = performance.now();
  load('./trivial.cjs');
  const trivial = performance.now() - begin;
  const start = performance.now();
  await mao.activate();
  const activation = performance.now() - start;
  writeFileSync(join(folder, 'times.json'), JSON.stringify({ activation, trivial }));
}
