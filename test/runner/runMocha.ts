import Mocha from 'mocha';
import type { SuiteResults, TestResult } from './results';

/** What a mocha run is given. */
export interface MochaRun {
  readonly files: readonly string[];
  readonly timeoutMs: number;
  /** Called after every test, so that nothing is lost when the process dies. */
  readonly report: (results: SuiteResults) => void;
}

/** Runs test files with mocha in this process, plain Node or extension host; gives back how many tests failed. */
export async function runMocha({ files, timeoutMs, report }: MochaRun): Promise<number> {
  const mocha = new Mocha({ ui: 'bdd', timeout: timeoutMs, color: false, reporter: 'spec', forbidOnly: true });
  const tests: TestResult[] = [];
  report({ ended: false, tests });
  try {
    for (const file of files) mocha.addFile(file);
    await mocha.loadFilesAsync();
  } catch (error) {
    tests.push({ title: 'loading the test files', outcome: 'failed', error: describe(error) });
    report({ ended: true, tests });
    return 1;
  }
  return new Promise((resolve) => {
    const runner = mocha.run((failures) => {
      report({ ended: true, tests });
      resolve(failures);
    });
    const add = (result: TestResult) => {
      tests.push(result);
      report({ ended: false, tests });
    };
    runner.on('test', (test) => {
      report({ ended: false, running: test.fullTitle(), tests });
    });
    runner.on('pass', (test) => {
      add({ title: test.fullTitle(), outcome: 'passed', milliseconds: test.duration ?? 0, file: test.file });
    });
    runner.on('fail', (test, error) => {
      add({ title: test.fullTitle(), outcome: 'failed', error: describe(error), file: test.file });
    });
    runner.on('pending', (test) => {
      add({ title: test.fullTitle(), outcome: 'skipped' });
    });
  });
}

/** An error as text, with assertion differences. */
export function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
