import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import * as z from 'zod';

const testResult = z.object({
  title: z.string(),
  outcome: z.enum(['passed', 'failed', 'skipped']),
  milliseconds: z.number().optional(),
  error: z.string().optional(),
  /** The test file, where the runner knows it. */
  file: z.string().optional(),
  /** It failed in the first run of its file and not in the second, with this error. */
  failedBefore: z.string().optional(),
});

const suiteResults = z.object({
  /** False until the suite came to its end by itself. */
  ended: z.boolean(),
  /** The test that was running when this was written. */
  running: z.string().optional(),
  tests: z.array(testResult).readonly(),
});

/** How one test ended. */
export type TestResult = z.infer<typeof testResult>;

/** What a suite leaves behind, also when it dies half way. */
export type SuiteResults = z.infer<typeof suiteResults>;

/** The file in which a suite writes its results. */
export const resultsFile = (suite: string): string => resolve('out/results', `${suite}.json`);

/** Where test artefacts (logs, screenshots, the package) lie; not in git. */
export const artefact = (...path: readonly string[]): string => join(resolve('out'), ...path);

/** Writes results so that a reader never sees half a file. */
export function writeResults(file: string, results: SuiteResults): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.partial`, JSON.stringify(results, null, 1));
  renameSync(`${file}.partial`, file);
}

/** Reads what a suite wrote; nothing at all reads as a suite that ended before its first test. */
export function readResults(file: string): SuiteResults {
  return existsSync(file) ? suiteResults.parse(JSON.parse(readFileSync(file, 'utf8'))) : { ended: false, tests: [] };
}
