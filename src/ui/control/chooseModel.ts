import { l10n, QuickPickItemKind, window, type QuickPickItem } from 'vscode';
import type { CliState } from '../../core/cliState';
import type { DoctorSight } from '../../presentation/modelRows';
import { retryChoices } from '../../presentation/retryChoices';

interface ModelItem extends QuickPickItem {
  readonly model?: string;
}

/** Asks which model is to do a workstream; undefined when the user turns away. `at`: who is at it now. */
export async function chooseModel(
  clis: readonly CliState[],
  sights: readonly DoctorSight[],
  title: string,
  at: string,
): Promise<string | undefined> {
  const groups = retryChoices(clis, sights, at, new Date());
  const items = groups.flatMap(({ cli, state, models }): readonly ModelItem[] => [
    { label: state === '' ? cli : `${cli}: ${state}`, kind: QuickPickItemKind.Separator },
    ...models,
  ]);
  if (items.length === 0) {
    void window.showWarningMessage(l10n.t('No model CLI was found on this machine. Run MAO: Doctor to see why.'));
    return undefined;
  }
  const placeHolder = l10n.t('Which model goes on with it?');
  return (await window.showQuickPick(items, { title, placeHolder, matchOnDescription: true }))?.model;
}
