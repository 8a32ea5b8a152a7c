import type { VerificationCommit } from '../synthesis/verificationCommit';
import { verificationCommit } from '../synthesis/verificationCommit';
import { maoAuthor } from './modelAuthor';
import type { RunContext } from './runDependencies';

/** The commit to check in place of `result`: what decides which programs run is the snapshot's. */
export function checkedCommit(
  context: Pick<RunContext, 'store'>,
  snapshot: string,
  result: string,
): Promise<VerificationCommit> {
  return verificationCommit({ store: context.store, base: snapshot, result, author: maoAuthor });
}
