import type * as z from 'zod';

type Issue = z.core.$ZodIssue;

/** An issue with its full path; of a union only the branch that got furthest is worth telling about, when one did. */
export function plainIssues(issue: Issue, base: readonly PropertyKey[] = []): readonly Issue[] {
  const path = [...base, ...issue.path];
  if (issue.code === 'invalid_union') {
    const depth = (branch: readonly Issue[]) => Math.max(0, ...branch.map((inner) => inner.path.length));
    const best = issue.errors.reduce<readonly Issue[]>((one, other) => (depth(other) > depth(one) ? other : one), []);
    if (best.length > 0) return best.flatMap((inner) => plainIssues(inner, path));
  }
  return [{ ...issue, path }];
}
