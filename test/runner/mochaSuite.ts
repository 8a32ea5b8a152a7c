// A suite of mocha test files in this process: mochaSuite.ts SUITE GLOB…
import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { resultsFile, writeResults } from './results';
import { runMocha } from './runMocha';

const [suite = '', ...globs] = process.argv.slice(2);
if (suite === 'soak') process.env['MAO_SOAK'] = '1';
const files = globSync(globs, { exclude: ['**/node_modules/**'] })
  .map((file) => resolve(file))
  .sort();
const failures = await runMocha({
  files,
  timeoutMs: ['ui', 'clis', 'safety', 'soak'].includes(suite) ? 300_000 : 60_000,
  report: (results) => {
    writeResults(resultsFile(suite), results);
  },
});
process.exit(failures === 0 ? 0 : 1);
