import type { CheckCommand } from '../core/ports/approver';

/** The checks that the user's own settings name, in their order; names that repeat get a number. */
export function checksFromSettings(
  checks: readonly { readonly name: string; readonly command: readonly string[] }[],
): readonly CheckCommand[] {
  return checks.map(({ name, command }, index) => {
    const before = checks.slice(0, index).filter((check) => check.name === name).length;
    return { name: before === 0 ? name : `${name} ${before + 1}`, command, source: 'settings: checks' };
  });
}
