import type { QaScore } from '../core/qaScore';

/** A score in a few words, with how it changed since the QA before: `QA 82`, `QA 82 ↑ 4`. */
export function scoreText({ total, earlier }: Pick<QaScore, 'total' | 'earlier'>): string {
  const change = earlier ? Math.round(total) - Math.round(earlier.total) : 0;
  const trend = change === 0 ? '' : change > 0 ? ` ↑ ${change}` : ` ↓ ${-change}`;
  return `QA ${Math.round(total)}${trend}`;
}
