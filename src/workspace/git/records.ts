/**
 * The NUL-terminated records that git prints with `-z`, as latin1: file names are bytes, and latin1 keeps each of them.
 */
export function splitRecords(output: Uint8Array): string[] {
  const text = Buffer.from(output.buffer, output.byteOffset, output.byteLength).toString('latin1');
  const records = text.split('\0');
  if (records.at(-1) === '') records.pop();
  return records;
}

/** The bytes of records for a command that reads NUL-terminated ones. */
export function joinRecords(records: readonly string[]): Buffer {
  return Buffer.from(records.map((record) => record + '\0').join(''), 'latin1');
}

/** A name that was read byte by byte, as people and the file system's UTF-8 names know it. */
export function fromBytes(name: string): string {
  return Buffer.from(name, 'latin1').toString('utf8');
}

/** A path as git's bytes. */
export function toBytes(name: string): string {
  return Buffer.from(name, 'utf8').toString('latin1');
}
