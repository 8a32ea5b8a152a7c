import { isDiskFault } from '../core/diskFault';
import { errorOf } from '../core/errorOf';
import { FailureError } from '../core/failure';
import type { RunContext } from './runDependencies';

/** The failure of the disk behind an error, with what to do; undefined when it is something else. */
export async function diskFailure(
  { probeDisk }: Pick<RunContext, 'probeDisk'>,
  cause: unknown,
): Promise<FailureError | undefined> {
  const probed = await probeDisk();
  if (probed || !isDiskFault(cause)) return probed;
  if (cause instanceof FailureError) return cause;
  const message = `MAO could not write: ${errorOf(cause).message}. Free some space or handles.`;
  return new FailureError({ code: 'crashed', message }, { cause });
}
