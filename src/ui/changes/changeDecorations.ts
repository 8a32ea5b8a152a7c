import { FileDecoration, l10n, ThemeColor, Uri, window, type Disposable, type FileDecorationProvider } from 'vscode';
import * as z from 'zod/mini';
import { changeScheme } from '../contributions';

const kinds = {
  A: { tooltip: () => l10n.t('New'), color: 'gitDecoration.addedResourceForeground' },
  M: { tooltip: () => l10n.t('Changed'), color: 'gitDecoration.modifiedResourceForeground' },
  D: { tooltip: () => l10n.t('Deleted'), color: 'gitDecoration.deletedResourceForeground' },
  R: { tooltip: () => l10n.t('Renamed'), color: 'gitDecoration.renamedResourceForeground' },
} as const;

const letterSchema = z.enum(['A', 'M', 'D', 'R']);

/** The address of a row of the Changes view: the file's path for its icon, the letter for its badge. */
export function changeUri(path: string, letter: string): Uri {
  return Uri.from({ scheme: changeScheme, path: `/${path}`, query: letter });
}

/** The letters (A, M, D, R) and colours of the files in the Changes view, as those of a version control have them. */
export class ChangeDecorations implements FileDecorationProvider, Disposable {
  private readonly registration = window.registerFileDecorationProvider(this);

  provideFileDecoration({ scheme, query }: Uri): FileDecoration | undefined {
    const letter = scheme === changeScheme ? letterSchema.safeParse(query).data : undefined;
    if (letter === undefined) return undefined;
    const { tooltip, color } = kinds[letter];
    return new FileDecoration(letter, tooltip(), new ThemeColor(color));
  }

  dispose(): void {
    this.registration.dispose();
  }
}
