/** Whatever was thrown, as an `Error`; anything else becomes the `cause` of one. */
export function errorOf(thrown: unknown): Error {
  return thrown instanceof Error
    ? thrown
    : new Error(`Something was thrown that is no error: ${typeof thrown}`, { cause: thrown });
}
