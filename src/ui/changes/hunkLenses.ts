import {
  CodeLens,
  EventEmitter,
  l10n,
  languages,
  Range,
  type CodeLensProvider,
  type Disposable,
  type TextDocument,
} from 'vscode';
import { commandIds, sidesScheme } from '../contributions';
import { disposeAll } from '../disposeAll';
import type { ChangeChoice } from './changeChoice';
import type { Hunks } from './hunks';
import { resultOf } from './sidesProvider';

/** A lens above each hunk of a proposed file, to refuse or accept it (in diffs where `diffEditor.codeLens` is on). */
export class HunkLenses implements CodeLensProvider, Disposable {
  private readonly changed = new EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.changed.event;
  private readonly parts: readonly Disposable[];

  constructor(
    private readonly hunks: Hunks,
    choice: ChangeChoice,
  ) {
    this.parts = [
      languages.registerCodeLensProvider({ scheme: sidesScheme }, this),
      choice.onDidChange(() => this.changed.fire()),
    ];
  }

  async provideCodeLenses({ uri }: TextDocument): Promise<CodeLens[]> {
    const file = resultOf(uri);
    if (!file) return [];
    const rows = await this.hunks.rows(file.runId, file.path);
    return rows.map(({ line, number, accepted, models }) => {
      const by = models === '' ? '' : ` (${models})`;
      const title = accepted
        ? `$(check) ${l10n.t('Refuse this change')}${by}`
        : `$(circle-slash) ${l10n.t('Refused: accept this change')}${by}`;
      const command = accepted ? commandIds.refuseHunk : commandIds.acceptHunk;
      return new CodeLens(new Range(line, 0, line, 0), { command, title, arguments: [{ ...file, number }] });
    });
  }

  dispose(): void {
    disposeAll(this.parts);
    this.changed.dispose();
  }
}
