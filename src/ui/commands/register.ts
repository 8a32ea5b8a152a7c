import { commands, type Disposable } from 'vscode';
import type { CommandId } from '../contributions';
import { showError } from '../errors';
import type { Deps, Shell } from '../shell';

/** Registers a command that works on the shell; what it throws is told to the user here, once. */
export function registerCommand(
  deps: Deps,
  id: CommandId,
  run: (shell: Shell, argument: unknown) => Promise<void> | void,
): Disposable {
  return commands.registerCommand(id, async (argument: unknown) => {
    try {
      await run(await deps.shell(), argument);
    } catch (error) {
      await showError(error, deps.logger, () => deps.channel.show());
    }
  });
}
