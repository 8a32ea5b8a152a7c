import { judgeChanges } from '../synthesis/judgeChanges';
import type { VerificationCommit } from '../synthesis/verificationCommit';
import { verificationCommit } from '../synthesis/verificationCommit';
import { withoutRefused } from '../synthesis/withoutRefused';
import { maoAuthor } from './modelAuthor';
import type { RunContext } from './runDependencies';

/** The commit to check in place of `result`: without what can never be applied; what decides which programs run is the snapshot's. */
export async function checkedCommit(
  { store, guard }: Pick<RunContext, 'store' | 'guard'>,
  snapshot: string,
  result: string,
): Promise<VerificationCommit> {
  const author = maoAuthor;
  const { refused } = await judgeChanges({ store, base: snapshot, result, guard });
  const applicable = await withoutRefused({ store, base: snapshot, result, refused, author });
  return verificationCommit({ store, base: snapshot, result: applicable, author });
}
