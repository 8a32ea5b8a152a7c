// The suite "host": mocha in a real extension host, all its files or those that are named. It passes when the host says 0 and the results file is complete.
import { globSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { build } from 'esbuild';
import { startModelApi } from '../clis/api/modelApi';
import { samplePartsOf } from '../clis/api/part';
import { createCliHome } from '../clis/cliHome';
import { readResults, resultsFile, artefact } from '../runner/results';
import { copySampleProject } from '../setup/sampleProject';
import { runInElectron, usesElectron, type HostRun } from './electron';
import { startServer } from './server';
import { rehearsedSettings } from './settings';
import { openWorkbench } from './workbench';

/** VS Code says 0 also when its extension host dies, so the results file has the last word. */
async function runInServer({ workspace, settings, tests, env }: HostRun): Promise<number> {
  const server = await startServer({ workspace, settings, driver: true });
  try {
    const workbench = await openWorkbench(server, { development: { extension: '.', tests, env } });
    try {
      const { code } = await workbench.exit;
      if (!readResults(resultsFile('host')).ended) {
        process.stdout.write(`${workbench.console.slice(-40).join('\n')}\n${server.log().slice(-4000)}\n`);
      }
      return code;
    } finally {
      await workbench.close();
    }
  } finally {
    await server.stop();
  }
}

const named = process.argv.slice(2);
const folder = artefact('host');
rmSync(folder, { recursive: true, force: true });
await build({
  entryPoints: ['test/host/suite/index.ts', ...(named.length > 0 ? named : globSync('test/host/suite/*.test.ts'))],
  outdir: folder,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node22',
  sourcemap: 'inline',
  external: ['vscode', 'mocha'],
  logLevel: 'warning',
});
const workspace = copySampleProject('mao-host-');
// The real CLIs know this API only; realClis.test.ts puts them in the place of the scripted ones.
const api = await startModelApi(await samplePartsOf('loans', 'reviews', 'fixes'));
const home = await createCliHome(api.url);
const { claude, codex, gemini } = home.settings;
const atHome = { ...gemini, env: { ...gemini.env, HOME: home.folder } };
const run: HostRun = {
  workspace,
  settings: rehearsedSettings,
  tests: join(folder, 'index.js'),
  env: {
    MAO_HOST_RESULTS: resultsFile('host'),
    MAO_HOST_ROOT: resolve('.'),
    MAO_HOST_API: api.url,
    MAO_HOST_CLIS: JSON.stringify({ claude, codex, openai: codex, gemini: atHome }),
  },
};
const code = await (usesElectron() ? runInElectron(run) : runInServer(run));
await api.close();
home.dispose();
rmSync(dirname(workspace), { recursive: true, force: true });
const results = readResults(resultsFile('host'));
for (const { title, outcome, error } of results.tests) {
  process.stdout.write(`${outcome} ${title}\n${error === undefined ? '' : `${error}\n`}`);
}
process.exit(code === 0 && results.ended ? 0 : 1);
