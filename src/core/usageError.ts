/** The user asked for something that can not be; the message says what to do. Exit code 2 in the `mao` command. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
