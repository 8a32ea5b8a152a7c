import { l10n, QuickPickItemKind, window, type QuickPickItem } from 'vscode';
import {
  filterChoices,
  filterOf,
  type Filterable,
  type FilterChoice,
  type FilterKind,
  type FindingFilter,
} from '../../presentation/findingFilter';
import { count } from '../../presentation/format';

interface ChoiceItem extends QuickPickItem {
  readonly choice?: FilterChoice;
}

/** The check marks with a line above each kind. */
function itemsOf(choices: readonly FilterChoice[]): readonly ChoiceItem[] {
  const titles: Readonly<Record<FilterKind, string>> = {
    severities: l10n.t('Severity'),
    dimensions: l10n.t('Dimension'),
    models: l10n.t('Found by'),
  };
  return choices.flatMap((choice, at): readonly ChoiceItem[] => {
    const { kind, label, amount, ticked } = choice;
    const item = { label, description: count(amount, 'finding'), picked: ticked, choice };
    if (choices[at - 1]?.kind === kind) return [item];
    return [{ label: titles[kind], kind: QuickPickItemKind.Separator }, item];
  });
}

/** Asks by check marks what the Findings view shall show; undefined when the user turns away. */
export async function askFindingFilter(
  findings: readonly Filterable[],
  filter: FindingFilter,
): Promise<FindingFilter | undefined> {
  const choices = filterChoices(findings, filter);
  const picked = await window.showQuickPick(itemsOf(choices), {
    canPickMany: true,
    title: l10n.t('Filter findings'),
    placeHolder: l10n.t('Tick what the view shall show'),
    matchOnDescription: true,
  });
  if (!picked) return undefined;
  const ticked = new Set(picked.map(({ choice }) => choice));
  return filterOf(choices.map((choice) => ({ ...choice, ticked: ticked.has(choice) })));
}
