import type { TestResult } from './results';

/** The files in which a test failed; undefined when nothing failed, or when a failure belongs to no file and a second run would not show it mended. */
export function filesToRunAgain(tests: readonly TestResult[]): readonly string[] | undefined {
  const failed = tests.filter(({ outcome }) => outcome === 'failed');
  const files = failed.flatMap(({ file }) => (file === undefined ? [] : [file]));
  return failed.length === 0 || files.length < failed.length ? undefined : [...new Set(files)].sort();
}

/** The results of both runs as one: the second run speaks for the files that it ran, and what failed only before says so. */
export function joinRuns(
  first: readonly TestResult[],
  files: readonly string[],
  second: readonly TestResult[],
): readonly TestResult[] {
  const before = new Map(
    first.flatMap(({ title, outcome, error }) =>
      outcome === 'failed' ? [[title, error ?? 'no error was given'] as const] : [],
    ),
  );
  return [
    ...first.filter(({ file }) => file === undefined || !files.includes(file)),
    ...second.map((test) => {
      const failedBefore = before.get(test.title);
      return test.outcome === 'passed' && failedBefore !== undefined ? { ...test, failedBefore } : test;
    }),
  ];
}
