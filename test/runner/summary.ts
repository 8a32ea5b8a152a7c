import { asAWhole, type SuiteOutcome } from './runSuite';

/** All suites counted together. */
export interface Summary {
  readonly passed: number;
  readonly failed: number;
  readonly line: string;
}

/** Counts every test of every suite. A skipped one is neither passed nor failed: its suite's line tells of it. */
export function summaryOf(outcomes: readonly SuiteOutcome[]): Summary {
  const all = outcomes.flatMap(({ tests }) => tests);
  const count = (wanted: 'passed' | 'failed') => all.filter(({ outcome }) => outcome === wanted).length;
  const [passed, failed] = [count('passed'), count('failed')];
  return { passed, failed, line: `${passed} passed, ${failed} failed` };
}

/** A suite's outcome for a person: one line, and what failed; `brief` leaves out errors that stand above already. */
export function tell({ suite, tests, milliseconds }: SuiteOutcome, brief: boolean): string {
  const failed = tests.filter(({ outcome }) => outcome === 'failed');
  const seconds = (milliseconds / 1000).toFixed(1);
  const skipped = tests.filter(({ outcome }) => outcome === 'skipped').map(({ title }) => `  - skipped: ${title}\n`);
  const amount =
    failed.length === 0 ? `${tests.length - skipped.length} ok` : `${failed.length} of ${tests.length} FAILED`;
  const failures = failed.map(
    ({ title, error }) =>
      `  - ${title}\n${brief && title !== asAWhole(suite) ? '' : `${indent(error ?? 'no error was given')}\n`}`,
  );
  const second = tests.flatMap(({ title, failedBefore }) =>
    failedBefore === undefined ? [] : [`  ~ passed only at the second time: ${title}\n${indent(failedBefore)}\n`],
  );
  return `${suite.padEnd(12)} ${amount.padEnd(16)} ${seconds} s\n${skipped.join('')}${failures.join('')}${second.join('')}`;
}

const indent = (text: string) => text.replace(/^/gm, '      ');
