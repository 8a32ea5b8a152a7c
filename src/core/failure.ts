import * as z from 'zod';

/** Every way in which an attempt or a run can fail; decisions are made by these codes, never by message text. */
export const failureCodeSchema = z.enum([
  'timeout',
  'idle',
  'not-installed',
  'not-signed-in',
  'rate-limited',
  'quota-exhausted',
  'overloaded',
  'model-unknown',
  'network',
  'crashed',
  'output-invalid',
  'output-empty',
  'refused',
  'budget',
  'untrusted',
  'cancelled',
]);

export type FailureCode = z.infer<typeof failureCodeSchema>;

/** Why an attempt or a run failed. `retryAt` (ISO time) is set when the other side said when to come back. */
export const failureSchema = z.object({
  code: failureCodeSchema,
  message: z.string(),
  retryAt: z.string().optional(),
});

export type Failure = Readonly<z.infer<typeof failureSchema>>;

/** A `Failure` as an exception, for code that has no stream to put it in; caught once at the command. */
export class FailureError extends Error {
  override readonly name = 'FailureError';

  /** By name: every bundle has a class of its own, and errors pass from one to another. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === 'FailureError' && 'failure' in value;
  }

  constructor(
    readonly failure: Failure,
    options?: ErrorOptions,
  ) {
    super(failure.message, options);
  }
}
