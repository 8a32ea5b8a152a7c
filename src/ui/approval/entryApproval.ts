import {
  commands,
  EventEmitter,
  l10n,
  Uri,
  window,
  workspace,
  type Disposable,
  type TextDocumentContentProvider,
} from 'vscode';
import type { EntryApprover } from '../../core/ports/entryApprover';
import { entryScheme } from '../contributions';

/** Shows a journal entry as a read-only document and asks whether it may be written. */
export class EntryApproval implements TextDocumentContentProvider, EntryApprover, Disposable {
  private readonly changed = new EventEmitter<Uri>();
  readonly onDidChange = this.changed.event;
  private readonly texts = new Map<string, string>();
  private readonly registration: Disposable;

  constructor() {
    this.registration = workspace.registerTextDocumentContentProvider(entryScheme, this);
  }

  provideTextDocumentContent(uri: Uri): string {
    return this.texts.get(uri.toString()) ?? '';
  }

  /** The notification can not be closed from here; an abort settles the answer as no, and so does closing it. */
  async approveEntry(file: string, text: string, signal: AbortSignal): Promise<boolean> {
    if (signal.aborted) return false;
    const aborted = new Promise<undefined>((resolve) => {
      signal.addEventListener('abort', () => resolve(undefined), { once: true });
    });
    const uri = Uri.from({ scheme: entryScheme, path: `/${file}` });
    this.texts.set(uri.toString(), text);
    this.changed.fire(uri);
    await show(uri);
    const write = l10n.t('Write');
    const asked = window.showInformationMessage(
      l10n.t('Add this entry to the end of {0}?', file),
      write,
      l10n.t('Cancel'),
    );
    return (await Promise.race([asked, aborted])) === write;
  }

  dispose(): void {
    this.registration.dispose();
    this.changed.dispose();
  }
}

async function show(uri: Uri): Promise<void> {
  try {
    await commands.executeCommand('markdown.showPreview', uri);
  } catch {
    await window.showTextDocument(uri);
  }
}
