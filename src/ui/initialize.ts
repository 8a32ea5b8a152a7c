import { commands, l10n, QuickPickItemKind, ThemeIcon, Uri, window, workspace, WorkspaceEdit } from 'vscode';
import type { Disposable, QuickInputButton, QuickPickItem, TextDocumentContentProvider, WorkspaceFolder } from 'vscode';
import { assertNever } from '../core/assertNever';
import { initFiles, type InitFile, type InitGroup } from '../core/initFiles';
import { promptTemplates } from '../planning/promptTemplates';
import { templateScheme } from './contributions';
import { exists, fileIn } from './folder';
import { readTemplates } from './templates';

/** A file as it stands in the workspace against what MAO would write. */
interface OfferedFile {
  readonly file: InitFile;
  readonly state: 'missing' | 'same' | 'differs';
}

interface FilePick extends QuickPickItem {
  readonly offered?: OfferedFile;
}

function headingOf(group: InitGroup): string {
  switch (group) {
    case 'configuration':
      return l10n.t('Configuration');
    case 'claude-code':
      return l10n.t('Claude Code: /develop, /qa, /journal');
    case 'prompts':
      return l10n.t("Prompts of your own, in place of MAO's");
    default:
      return assertNever(group);
  }
}

/** Offers the files of Initialize and writes those that the user picks. Never touches a file that is there: it shows the difference. */
export class Initializer implements TextDocumentContentProvider, Disposable {
  private readonly registration: Disposable;
  private texts = new Map<string, string>();

  constructor(private readonly extensionUri: Uri) {
    this.registration = workspace.registerTextDocumentContentProvider(templateScheme, this);
  }

  /** MAO's own version of a file, by its path in the workspace. */
  provideTextDocumentContent(uri: Uri): string | undefined {
    return this.texts.get(uri.path);
  }

  /** The text of a file that ships in `resources/init`. */
  async template(name: string): Promise<string> {
    const text = (await readTemplates(this.extensionUri)).init[name];
    if (text === undefined) throw new Error(`The package has no ${name}.`);
    return text;
  }

  /** Resolves when the picked files are written. */
  async run(folder: WorkspaceFolder): Promise<void> {
    const { init } = await readTemplates(this.extensionUri);
    const files = initFiles(init, promptTemplates());
    this.texts = new Map(files.map(({ path, text }) => [`/${path}`, text]));
    const offered = await Promise.all(files.map((file) => look(folder, file)));
    const picked = await pick(offered, (file) => this.compare(folder, [file]));
    if (!picked) return;
    const missing = picked.filter(({ state }) => state === 'missing').map(({ file }) => file);
    const different = picked.filter(({ state }) => state === 'differs').map(({ file }) => file);
    if (missing.length > 0) await write(folder, missing);
    if (different.length > 0) await this.compare(folder, different);
    void report(folder, missing);
  }

  dispose(): void {
    this.registration.dispose();
  }

  /** MAO's version on the left, the user's on the right, where it can be changed block by block. */
  private async compare(folder: WorkspaceFolder, files: readonly InitFile[]): Promise<void> {
    const sides = files.map(({ path }) => [
      Uri.from({ scheme: templateScheme, path: `/${path}` }),
      fileIn(folder, path),
    ]);
    const [first] = sides;
    if (sides.length === 1 && first) {
      const title = l10n.t("{0}: MAO's ↔ yours", files[0]?.path ?? '');
      await commands.executeCommand('vscode.diff', ...first, title);
      return;
    }
    const resources = sides.map(([template, target]) => [target, template, target]);
    await commands.executeCommand('vscode.changes', l10n.t("MAO's files ↔ yours"), resources);
  }
}

async function look(folder: WorkspaceFolder, file: InitFile): Promise<OfferedFile> {
  const target = fileIn(folder, file.path);
  if (!(await exists(target))) return { file, state: 'missing' };
  const theirs = Buffer.from(await workspace.fs.readFile(target)).toString('utf8');
  return { file, state: theirs === file.text ? 'same' : 'differs' };
}

function itemsOf(offered: readonly OfferedFile[]): readonly FilePick[] {
  const button: QuickInputButton = { iconPath: new ThemeIcon('diff'), tooltip: l10n.t('Show the difference') };
  let group: InitGroup | undefined;
  return offered.flatMap((one): readonly FilePick[] => {
    if (one.state === 'same') return [];
    const heading = { label: headingOf(one.file.group), kind: QuickPickItemKind.Separator };
    const separators = one.file.group === group ? [] : [heading];
    group = one.file.group;
    const item: FilePick =
      one.state === 'missing'
        ? { label: one.file.path, offered: one }
        : {
            label: one.file.path,
            description: l10n.t('differs; yours is kept'),
            buttons: [button],
            offered: one,
          };
    return [...separators, item];
  });
}

/** What the user picks; undefined when they leave. */
function pick(
  offered: readonly OfferedFile[],
  compare: (file: InitFile) => Promise<void>,
): Promise<readonly OfferedFile[] | undefined> {
  const list = window.createQuickPick<FilePick>();
  const same = offered.filter(({ state }) => state === 'same').length;
  list.title = l10n.t('MAO: Initialize Workspace');
  list.placeholder =
    same > 0
      ? l10n.t('Pick the files to write. {0} are there already.', same)
      : l10n.t('Pick the files to write. Nothing that is there is overwritten.');
  list.canSelectMany = true;
  list.ignoreFocusOut = true;
  list.items = itemsOf(offered);
  list.selectedItems = list.items.filter(
    ({ offered: one }) => one?.state === 'missing' && one.file.group !== 'prompts',
  );
  return new Promise((resolve) => {
    list.onDidTriggerItemButton(({ item }) => {
      if (item.offered) void compare(item.offered.file);
    });
    list.onDidAccept(() => {
      resolve(list.selectedItems.flatMap((item) => (item.offered ? [item.offered] : [])));
      list.hide();
    });
    list.onDidHide(() => {
      resolve(undefined);
      list.dispose();
    });
    list.show();
  });
}

/** One undoable edit; it fails as a whole when one of the files has appeared meanwhile. */
async function write(folder: WorkspaceFolder, files: readonly InitFile[]): Promise<void> {
  const edit = new WorkspaceEdit();
  for (const { path, text } of files) edit.createFile(fileIn(folder, path), { contents: Buffer.from(text) });
  if (await workspace.applyEdit(edit)) return;
  throw new Error(l10n.t('The files could not be written. Look whether the folder is writable, then try again.'));
}

async function report(folder: WorkspaceFolder, written: readonly InitFile[]): Promise<void> {
  const [first] = written;
  if (!first) return;
  const open = l10n.t('Open');
  const rest = written.length - 1;
  const text =
    rest === 0 ? l10n.t('Wrote {0}.', first.path) : l10n.t('Wrote {0} and {1} more.', first.path, String(rest));
  if ((await window.showInformationMessage(text, open)) === open) {
    await window.showTextDocument(fileIn(folder, first.path));
  }
}
