import { commands, l10n, window } from 'vscode';
import type { Engine } from '../orchestration/engine';
import { commandIds } from './contributions';

/** Whether any CLI of the registry is on this machine now; where none is, tells so and offers the way to one. */
export async function hasCli(engine: Engine): Promise<boolean> {
  const clis = await engine.listClis();
  if (clis.length === 0 || clis.some(({ availability }) => availability.available)) return true;
  void offer(clis.map(({ cli }) => cli));
  return false;
}

async function offer(names: readonly string[]): Promise<void> {
  const walkthrough = l10n.t('Open Walkthrough');
  const rehearse = l10n.t('Try a Rehearsal');
  const text = l10n.t('MAO needs at least one model CLI. Found none of {0} on your PATH.', names.join(', '));
  const chosen = await window.showWarningMessage(text, walkthrough, rehearse);
  if (chosen === walkthrough) await commands.executeCommand(commandIds.getStarted);
  if (chosen === rehearse) await commands.executeCommand(commandIds.tryRehearsal);
}
