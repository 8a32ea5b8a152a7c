import { l10n, window } from 'vscode';
import { UsageError } from '../../core/usageError';
import type { Engine } from '../../orchestration/engine';
import { modelChoices } from '../../presentation/modelChoices';

/** Asks which of the models that are there shall fix a finding; undefined when the user turns away. */
export async function chooseModel(engine: Engine, assigned: string | undefined): Promise<string | undefined> {
  const choices = modelChoices(await engine.listClis(), assigned);
  if (choices.length === 0) throw new UsageError(l10n.t('No model CLI was found. MAO: Doctor says what is missing.'));
  const items = choices.map(({ id, cli, good, assigned: isAssigned }) => ({
    label: id,
    description: isAssigned ? l10n.t('{0}, assigned by the QA', cli) : cli,
    detail: good,
    id,
  }));
  const picked = await window.showQuickPick(items, {
    title: l10n.t('Fix finding'),
    placeHolder: l10n.t('Which model shall fix it?'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.id;
}
