import type { CheckCommand } from '../core/ports/approver';

/** The canonical text of what would run, to be hashed: an approval holds for exactly this, and one byte of change asks again. */
export function checksFingerprint(commands: readonly CheckCommand[]): string {
  return JSON.stringify(
    commands.map(({ name, command, source, basis, folder }) => [
      ...[name, command, source, basis ?? null],
      ...(folder === undefined ? [] : [folder]),
    ]),
  );
}
