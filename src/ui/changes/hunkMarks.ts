import {
  l10n,
  MarkdownString,
  Range,
  ThemeColor,
  window,
  type DecorationOptions,
  type Disposable,
  type TextEditor,
} from 'vscode';
import type { Logger } from '../../core/ports/logger';
import { escapeMarkdown } from '../../presentation/format';
import type { HunkRow } from '../../presentation/hunkRows';
import { commandIds } from '../contributions';
import { disposeAll } from '../disposeAll';
import type { ChangeChoice } from './changeChoice';
import type { Hunks } from './hunks';
import { resultOf } from './sidesProvider';

/** A link that a hover may follow: only these two commands. */
const enabledCommands = [commandIds.acceptHunk, commandIds.refuseHunk];

/** In the diff of a proposed file, who wrote each hunk and whether it will be applied, with a hover that changes that. */
export class HunkMarks implements Disposable {
  private readonly accepted = window.createTextEditorDecorationType({ isWholeLine: true });
  private readonly refused = window.createTextEditorDecorationType({ isWholeLine: true, opacity: '0.45' });
  private readonly listeners: readonly Disposable[];

  constructor(
    private readonly hunks: Hunks,
    choice: ChangeChoice,
    private readonly logger: Logger,
  ) {
    this.listeners = [window.onDidChangeVisibleTextEditors(() => this.draw()), choice.onDidChange(() => this.draw())];
    this.draw();
  }

  dispose(): void {
    disposeAll([...this.listeners, this.accepted, this.refused]);
  }

  private draw(): void {
    for (const editor of window.visibleTextEditors) {
      this.mark(editor).catch((error: unknown) => this.logger.error('The hunks could not be marked', error));
    }
  }

  private async mark(editor: TextEditor): Promise<void> {
    const file = resultOf(editor.document.uri);
    if (!file) return;
    const rows = await this.hunks.rows(file.runId, file.path);
    const options = (accepted: boolean) =>
      rows.filter((row) => row.accepted === accepted).flatMap((row) => marks(editor, file, row));
    editor.setDecorations(this.accepted, options(true));
    editor.setDecorations(this.refused, options(false));
  }
}

/** The first line of a hunk has the words; all of its lines have the hover. */
function marks(editor: TextEditor, file: { runId: string; path: string }, row: HunkRow): readonly DecorationOptions[] {
  const last = Math.min(row.line + Math.max(1, row.lines), editor.document.lineCount) - 1;
  const hoverMessage = hover(file, row);
  const words = row.accepted ? row.models : [l10n.t('refused'), row.models].filter((part) => part !== '').join(' · ');
  const after = { contentText: words, color: new ThemeColor('editorCodeLens.foreground'), margin: '0 0 0 3em' };
  const range = new Range(row.line, 0, Math.max(row.line, last), 0);
  const end = editor.document.lineAt(Math.min(row.line, editor.document.lineCount - 1)).range.end;
  return [
    { range, hoverMessage },
    { range: new Range(end, end), renderOptions: { after } },
  ];
}

function hover({ runId, path }: { runId: string; path: string }, row: HunkRow): MarkdownString {
  const text = new MarkdownString(row.tooltip);
  text.isTrusted = { enabledCommands };
  const [command, words] = row.accepted
    ? [commandIds.refuseHunk, l10n.t('Refuse this change')]
    : [commandIds.acceptHunk, l10n.t('Accept this change')];
  const argument = encodeURIComponent(JSON.stringify([{ runId, path, number: row.number }]));
  return text.appendMarkdown(`\n\n[${escapeMarkdown(words)}](command:${command}?${argument})`);
}
