/** The last run of each check by name, in the order in which they first ran; earlier ones were followed by a repair. */
export function latestChecks<C extends { readonly name: string }>(checks: readonly C[]): readonly C[] {
  const latest = new Map<string, C>();
  for (const check of checks) latest.set(check.name, check);
  return [...latest.values()];
}

/** Whether a check keeps a run from being verified: it failed, or did not end in time. */
export function isRed({ outcome }: { readonly outcome: string }): boolean {
  return outcome === 'failed' || outcome === 'timed-out';
}
