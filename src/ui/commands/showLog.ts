import { commands, type Disposable } from 'vscode';
import { commandIds } from '../contributions';
import type { Deps } from '../shell';

/** MAO: Show Log. Needs neither shell nor engine, so that it works when they do not. */
export function registerShowLog(deps: Deps): Disposable {
  return commands.registerCommand(commandIds.showLog, () => deps.channel.show());
}
