import {
  CancellationTokenSource,
  l10n,
  QuickPickItemKind,
  ThemeIcon,
  window,
  type QuickPickItem,
  type CancellationToken,
} from 'vscode';
import type { ProposedScope } from '../../core/ports/scopeApprover';
import { pickOrder, scopeText } from '../../presentation/scopeRows';
import { isSourceFile } from '../../qa/sourceFiles';
import { fileIn, mainFolder } from '../folder';

type Choice = QuickPickItem & { readonly does?: 'start' | 'pick' | 'cancel'; readonly file?: string };

const nameOf = (file: string) => file.slice(file.lastIndexOf('/') + 1);
const folderOf = (file: string) => file.slice(0, Math.max(0, file.lastIndexOf('/')));

function titleOf({ sections }: ProposedScope): string {
  return l10n.t('QA of section {0}: what shall be reviewed?', sections.join(', '));
}

/** Start, pick others, cancel; below it the files, which can be looked at. */
async function askStart(scope: ProposedScope, token: CancellationToken): Promise<Choice['does']> {
  const { files, source } = scope;
  const items: readonly Choice[] = [
    { label: l10n.t('Start'), iconPath: new ThemeIcon('play'), description: scopeText(files, source), does: 'start' },
    { label: l10n.t('Pick files…'), iconPath: new ThemeIcon('checklist'), does: 'pick' },
    { label: l10n.t('Cancel'), iconPath: new ThemeIcon('close'), does: 'cancel' },
    { label: l10n.t('To be reviewed'), kind: QuickPickItemKind.Separator },
    ...files.map((file) => ({ label: nameOf(file), description: folderOf(file), iconPath: ThemeIcon.File, file })),
  ];
  for (;;) {
    const placeHolder = l10n.t('Choose a file to look at it');
    const options = { title: titleOf(scope), placeHolder, ignoreFocusOut: true, matchOnDescription: true };
    const chosen = await window.showQuickPick(items, options, token);
    const folder = mainFolder();
    if (chosen?.file === undefined || !folder) return chosen?.does;
    await window.showTextDocument(fileIn(folder, chosen.file), { preview: true });
  }
}

async function pickFiles(scope: ProposedScope, token: CancellationToken): Promise<readonly string[] | undefined> {
  const proposed = new Set(scope.files);
  const items = pickOrder(scope.all, proposed, isSourceFile).map((file) => ({
    label: nameOf(file),
    description: folderOf(file),
    iconPath: ThemeIcon.File,
    picked: proposed.has(file),
    file,
  }));
  const placeHolder =
    scope.files.length === 0
      ? l10n.t('MAO could not find the code of this section: tick the files to review')
      : l10n.t('Tick the files to review');
  const picked = await window.showQuickPick(
    items,
    { title: titleOf(scope), placeHolder, canPickMany: true, ignoreFocusOut: true, matchOnDescription: true },
    token,
  );
  return picked?.map(({ file }) => file);
}

/** Shows what a QA is about to look at; the files to review, or undefined when the user turns away. */
export async function approveScope(scope: ProposedScope, signal: AbortSignal): Promise<readonly string[] | undefined> {
  const source = new CancellationTokenSource();
  const abort = () => source.cancel();
  signal.addEventListener('abort', abort, { once: true });
  try {
    if (signal.aborted) return undefined;
    const does = scope.files.length === 0 ? 'pick' : await askStart(scope, source.token);
    if (does === 'start') return scope.files;
    return does === 'pick' ? await pickFiles(scope, source.token) : undefined;
  } finally {
    signal.removeEventListener('abort', abort);
    source.dispose();
  }
}
