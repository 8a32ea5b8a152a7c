/** The user asked for something that can not be; the message says what to do. Exit code 2 in the `mao` command. */
export class UsageError extends Error {
  override readonly name = 'UsageError';

  /** By name: every bundle has a class of its own, and errors pass from one to another. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === 'UsageError';
  }
}
