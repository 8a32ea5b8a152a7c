import type { CheckState } from '../core/runState';

type Outcome = Pick<CheckState, 'name' | 'outcome'>;

/** The last run of each check, in the order in which they first ran; earlier ones were followed by a repair. */
export function latestChecks<C extends Outcome>(checks: readonly C[]): readonly C[] {
  const latest = new Map<string, C>();
  for (const check of checks) latest.set(check.name, check);
  return [...latest.values()];
}

/** `red`: a check failed or ran out of time; `green`: none did and at least one passed; `none`: nothing was verified (yet). */
export function verificationOutcome(checks: readonly Outcome[]): 'green' | 'red' | 'none' {
  const latest = latestChecks(checks);
  if (latest.some(({ outcome }) => outcome === 'failed' || outcome === 'timed-out')) return 'red';
  if (latest.some(({ outcome }) => outcome === 'running')) return 'none';
  return latest.some(({ outcome }) => outcome === 'passed') ? 'green' : 'none';
}
