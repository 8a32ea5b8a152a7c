import type { Finding } from '../../core/finding';
import type { QaScore } from '../../core/qaScore';

/** What a QA's report is made of; all of it stands in the run's event log. `total` undefined: nothing was assessed. */
export interface QaReportInput {
  readonly runId: string;
  readonly sections: readonly { readonly number: string; readonly title: string }[];
  readonly startedAt: string;
  readonly score: Omit<QaScore, 'total'> & { readonly total: number | undefined };
  /** In the order in which they are shown. */
  readonly findings: readonly Finding[];
  readonly files: readonly string[];
  readonly notes: readonly string[];
}

/** A bar of ten signs for a score of 0–100. */
export function bar(score: number): string {
  const full = Math.round(Math.min(100, Math.max(0, score)) / 10);
  return '█'.repeat(full) + '░'.repeat(10 - full);
}

/** `1 error`, `2 warnings`. */
export const counted = (amount: number, one: string) => `${amount} ${amount === 1 ? one : `${one}s`}`;

/** `src/a.ts:12`, without a line for what is about the whole file. */
export function placeText({ file, line, anchor }: Pick<Finding, 'file' | 'line' | 'anchor'>): string {
  return anchor === 'file' ? file : `${file}:${line}`;
}
