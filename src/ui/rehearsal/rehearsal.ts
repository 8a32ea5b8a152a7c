import { commands, l10n, Uri, window, workspace, type ExtensionContext, type WorkspaceFolder } from 'vscode';
import type { Engine } from '../../orchestration/engine';
import { commandIds, viewIds } from '../contributions';
import { exists, fileIn, mainFolder } from '../folder';
import { readTemplates } from '../templates';
import { isRehearsal, rehearsalsUri } from './rehearsalFolder';
import { rehearsalProgram, rehearsedSettings } from './rehearsedSettings';

/** The file by which VS Code wakes MAO in a rehearsal's window; what makes the folder a rehearsal is where it lies. */
const noteFile = 'REHEARSAL.md';

function noteText(): string {
  const lines = [
    l10n.t('# A rehearsal'),
    l10n.t(
      'Here the models are **scripted**: no model is asked, nothing is billed, nothing leaves this machine. Everything else is real: processes, worktrees, merge, conflicts, checks, review, apply and revert.',
    ),
    l10n.t(
      'This is a copy of a small project, Shelf, with a `PRD.md` of three sections; the first is written already. Develop section 2, Loans, from the Workstreams view: read the plan, approve it, watch, review, apply.',
    ),
    l10n.t(
      'Only folders that MAO makes for rehearsals have scripted models; your own projects never do. Delete this folder when you have seen enough.',
    ),
  ];
  return `${lines.join('\n\n')}\n`;
}

/** Trying MAO without any model: a copy of the sample project in which scripted models take every CLI's place. */
export class Rehearsal {
  constructor(private readonly context: ExtensionContext) {}

  /** The machine settings of a rehearsal's folder; undefined for every other. */
  settingsFor(folder: WorkspaceFolder): Readonly<Record<string, unknown>> | undefined {
    if (!isRehearsal(this.context, folder)) return undefined;
    const electron = 'electron' in process.versions;
    return rehearsedSettings(rehearsalProgram(this.context.extensionPath), process.execPath, electron);
  }

  /** What is said above the tree as long as a rehearsal is open. */
  get notice(): string | undefined {
    const folder = mainFolder();
    if (!folder || !isRehearsal(this.context, folder)) return undefined;
    return l10n.t('Rehearsal: the models are scripted, no model is asked.');
  }

  /** Makes a fresh copy and opens it: in this window where none is open, else in a new one. */
  async begin(): Promise<void> {
    const { sample } = await readTemplates(this.context.extensionUri);
    const folder = await freshFolder(rehearsalsUri(this.context));
    const files = { ...sample, [noteFile]: noteText() };
    for (const [path, text] of Object.entries(files)) {
      await workspace.fs.writeFile(Uri.joinPath(folder, path), Buffer.from(text));
    }
    const forceNewWindow = workspace.workspaceFolders !== undefined;
    await commands.executeCommand('vscode.openFolder', folder, { forceNewWindow });
  }

  /** Shows the way to the first run in a rehearsal that has none yet. */
  async welcome(engine: Engine): Promise<void> {
    await commands.executeCommand(`${viewIds.workstreams}.focus`);
    const folder = mainFolder();
    // With the focus: VS Code's question about trust goes out of the way.
    if (folder) await window.showTextDocument(fileIn(folder, 'PRD.md'), { preview: true });
    if ((await engine.listRuns()).length > 0) return;
    const develop = l10n.t('Develop Section 2');
    const text = l10n.t('Rehearsal with scripted models: no model is asked, nothing is billed.');
    if ((await window.showInformationMessage(text, develop)) === develop) {
      await commands.executeCommand(commandIds.develop, '2');
    }
  }
}

/** A folder that is not there yet. */
async function freshFolder(home: Uri): Promise<Uri> {
  for (let number = 1; ; number++) {
    const folder = Uri.joinPath(home, number === 1 ? 'shelf-rehearsal' : `shelf-rehearsal-${number}`);
    if (!(await exists(folder))) return folder;
  }
}
