import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { resultsFile, writeResults, type TestResult } from '../../runner/results';
import { runMocha } from '../../runner/runMocha';

const inSources = (test: TestResult): TestResult =>
  test.file === undefined ? test : { ...test, file: `test/host/suite/${basename(test.file, '.js')}.ts` };

/** What VS Code calls in the extension host (`extensionTestsPath`): runs every test file that lies beside this one. */
export async function run(): Promise<void> {
  const files = readdirSync(__dirname).filter((name) => name.endsWith('.test.js'));
  const failures = await runMocha({
    files: files.sort().map((name) => join(__dirname, name)),
    timeoutMs: 180_000,
    report: (results) => {
      writeResults(process.env['MAO_HOST_RESULTS'] ?? resultsFile('host'), {
        ...results,
        tests: results.tests.map(inSources),
      });
    },
  });
  if (failures > 0) throw new Error(`${failures} tests failed`);
}
