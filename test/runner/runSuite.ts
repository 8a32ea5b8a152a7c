import { createWriteStream, mkdirSync, rmSync } from 'node:fs';
import { execa } from 'execa';
import { safeEnvironment } from '../setup/run';
import { artefact, readResults, resultsFile, type TestResult } from './results';
import { filesToRunAgain, joinRuns } from './secondRun';
import type { Suite } from './suites';

/** What became of a suite; `tests` is never empty: a suite that did not run counts as one failure. */
export interface SuiteOutcome {
  readonly suite: string;
  readonly tests: readonly TestResult[];
  readonly milliseconds: number;
}

/** Runs a suite in a process of its own, its output into a log file and, when `live`, to the terminal too; failed files once more where the suite allows it. */
export async function runSuite(suite: Suite, live: boolean): Promise<SuiteOutcome> {
  const began = performance.now();
  const first = await runOnce(suite, suite.script, suite.name, live);
  const files = suite.again === undefined ? undefined : filesToRunAgain(first);
  const tests =
    suite.again === undefined || files === undefined
      ? first
      : joinRuns(first, files, await runOnce(suite, [...suite.again, ...files], `${suite.name}-again`, live));
  return { suite: suite.name, tests, milliseconds: performance.now() - began };
}

async function runOnce(
  suite: Suite,
  script: readonly string[],
  log: string,
  live: boolean,
): Promise<readonly TestResult[]> {
  const results = resultsFile(suite.name);
  rmSync(results, { force: true });
  mkdirSync(artefact('logs'), { recursive: true });
  const child = execa(process.execPath, ['--import', 'tsx', ...script], {
    env: safeEnvironment(),
    extendEnv: false,
    stdin: 'ignore',
    all: true,
    buffer: false,
    reject: false,
    // SIGTERM first, so that a suite ends the servers and browsers that it started.
    timeout: suite.minutes * 60_000,
    forceKillAfterDelay: 10_000,
  });
  child.all.pipe(createWriteStream(artefact('logs', `${log}.log`)));
  if (live) child.all.pipe(process.stdout);
  const { exitCode, timedOut } = await child;
  const { ended, running, tests } = readResults(results);
  const trouble = timedOut
    ? `did not end within ${suite.minutes} minutes${running === undefined ? '' : ` (during: ${running})`}`
    : !ended
      ? `ended half way with exit status ${exitCode ?? 'unknown'}${running === undefined ? '' : ` (during: ${running})`}`
      : tests.length === 0
        ? 'ran no test'
        : exitCode !== 0 && !tests.some(({ outcome }) => outcome === 'failed')
          ? `ended with exit status ${exitCode ?? 'unknown'} though no test failed`
          : undefined;
  return trouble === undefined ? tests : [...tests, broken(suite.name, `${trouble}; see out/logs/${log}.log`)];
}

/** The title of the failure that no test of the suite tells about. */
export const asAWhole = (suite: string): string => `the suite "${suite}" as a whole`;

/** The failure that stands for a suite that could not run, or not to its end. */
export function broken(suite: string, trouble: string): TestResult {
  return { title: asAWhole(suite), outcome: 'failed', error: trouble };
}
