import { createShell } from './ui/createShell';
import type { Shell, ShellOptions } from './ui/shell';

/** The second bundle of the extension: everything of the shell that is not registration, loaded when first used. */
export function makeShell(options: ShellOptions): Shell {
  return createShell(options);
}
