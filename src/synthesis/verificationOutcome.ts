import { isRed, latestChecks } from '../core/latestChecks';
import type { CheckState } from '../core/runState';

type Outcome = Pick<CheckState, 'name' | 'outcome'>;

/** `red`: a check failed or ran out of time; `green`: none did and at least one passed; `none`: nothing was verified (yet). */
export function verificationOutcome(checks: readonly Outcome[]): 'green' | 'red' | 'none' {
  const latest = latestChecks(checks);
  if (latest.some(isRed)) return 'red';
  if (latest.some(({ outcome }) => outcome === 'running')) return 'none';
  return latest.some(({ outcome }) => outcome === 'passed') ? 'green' : 'none';
}
