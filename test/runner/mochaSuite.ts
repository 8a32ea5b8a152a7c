// A suite of mocha test files in this process: mochaSuite.ts SUITE GLOB…
import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { resultsFile, writeResults } from './results';
import { runMocha } from './runMocha';

const [suite = '', ...globs] = process.argv.slice(2);
if (suite === 'soak') process.env['MAO_SOAK'] = '1';
const files = globSync(globs, { exclude: ['**/node_modules/**'] })
  .map((file) => resolve(file))
  .sort();
// `npm test` says the same of the same code; mocha by hand and the soak look at other cases each time.
if (process.env['MAO_SOAK'] !== '1') fc.configureGlobal({ seed: 20_261_123 });
const failures = await runMocha({
  files,
  timeoutMs: ['ui', 'clis', 'safety', 'soak'].includes(suite) ? 300_000 : 60_000,
  report: (results) => {
    writeResults(resultsFile(suite), results);
  },
});
process.exit(failures === 0 ? 0 : 1);
