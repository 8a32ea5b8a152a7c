import { errorOf } from './errorOf';
import { FailureError, type Failure } from './failure';

/** Whatever was thrown, as a failure: its own when it has one, else `crashed` with its words. */
export function failureOf(thrown: unknown): Failure {
  if (thrown instanceof FailureError) return thrown.failure;
  return { code: 'crashed', message: errorOf(thrown).message };
}
