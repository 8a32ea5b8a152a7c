/** Ends an exhaustive `switch`; throws when a value outside the type got in. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
