import { asAWhole, type SuiteOutcome } from './runSuite';

/** All suites counted together. */
export interface Summary {
  readonly passed: number;
  readonly failed: number;
  readonly line: string;
}

/** Counts every test of every suite; a skipped test is named only where there is one. */
export function summaryOf(outcomes: readonly SuiteOutcome[]): Summary {
  const all = outcomes.flatMap(({ tests }) => tests);
  const count = (wanted: 'passed' | 'failed' | 'skipped') => all.filter(({ outcome }) => outcome === wanted).length;
  const [passed, failed, skipped] = [count('passed'), count('failed'), count('skipped')];
  return { passed, failed, line: `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}` };
}

/** A suite's outcome for a person: one line, and what failed; `brief` leaves out errors that stand above already. */
export function tell({ suite, tests, milliseconds }: SuiteOutcome, brief: boolean): string {
  const failed = tests.filter(({ outcome }) => outcome === 'failed');
  const seconds = (milliseconds / 1000).toFixed(1);
  const amount = failed.length === 0 ? `${tests.length} ok` : `${failed.length} of ${tests.length} FAILED`;
  const failures = failed.map(
    ({ title, error }) =>
      `  - ${title}\n${brief && title !== asAWhole(suite) ? '' : `${indent(error ?? 'no error was given')}\n`}`,
  );
  const second = tests.flatMap(({ title, failedBefore }) =>
    failedBefore === undefined ? [] : [`  ~ passed only at the second time: ${title}\n${indent(failedBefore)}\n`],
  );
  return `${suite.padEnd(12)} ${amount.padEnd(16)} ${seconds} s\n${failures.join('')}${second.join('')}`;
}

const indent = (text: string) => text.replace(/^/gm, '      ');
