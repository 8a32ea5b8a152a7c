import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { ApplyPlan, PlannedEdit } from '../../../src/core/ports/changeApplier';
import { nullLogger } from '../../../src/core/ports/logger';
import { applyTransaction, type TransactionContext } from '../../../src/ui/changes/applyTransaction';
import { unsavedFiles } from '../../../src/ui/changes/unsaved';
import { beginApply } from '../../../src/workspace/apply/beginApply';
import { DiskTransaction } from '../../../src/workspace/apply/diskTransaction';
import { diskWriter } from '../../../src/workspace/apply/workspaceFile';
import { createPathGuard } from '../../../src/workspace/paths/pathGuard';
import { until } from './until';
import { fileUri } from './workspace';

const changedFile = 'src/index.ts';
const createdFile = 'src/made/by/run.ts';
const deletedFile = 'tsconfig.json';

const folder = () => {
  const [first] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(first);
  return first;
};

/** Content and mode of everything in the workspace but MAO's own folder and what is installed. */
function fingerprint(at = folder().uri.fsPath, below = ''): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const entry of readdirSync(join(at, below), { withFileTypes: true })) {
    const path = join(below, entry.name);
    if (path === 'node_modules' || path === '.mao') continue;
    const { mode } = lstatSync(join(at, path));
    if (entry.isDirectory()) {
      found.set(path, `folder ${mode}`);
      for (const inner of fingerprint(at, path)) found.set(...inner);
    } else {
      found.set(
        path,
        `${mode} ${createHash('sha256')
          .update(readFileSync(join(at, path)))
          .digest('hex')}`,
      );
    }
  }
  return found;
}

const read = (path: string) => readFileSync(fileUri(path).fsPath);

const isSame = (file: string, bytes: Uint8Array) => existsSync(file) && readFileSync(file).equals(bytes);

/** A change, a creation in a new folder and a deletion: `text` makes the changed file's new text of its old one. */
function planOf(text: (old: string) => string, before: Uint8Array = read(changedFile)): ApplyPlan {
  const old = Buffer.from(before);
  const edit = (path: string, one: Uint8Array | undefined, other: Uint8Array | undefined): PlannedEdit => {
    return { path, before: one, after: other, mode: undefined, merged: false };
  };
  const changed = edit(changedFile, old, Buffer.from(text(old.toString('utf8'))));
  return {
    runId: '20261122-101500-abcd',
    edits: [
      old.equals(read(changedFile)) ? changed : { ...changed, unsaved: true },
      edit(createdFile, undefined, Buffer.from('export const made = true;\n')),
      edit(deletedFile, read(deletedFile), undefined),
    ],
    conflicts: [],
    refused: [],
  };
}

const appended = (old: string) => `${old}// by the run\n`;

async function openChanged(): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(fileUri(changedFile));
  await vscode.window.showTextDocument(document);
  return document;
}

async function type(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, new vscode.Position(0, 0), text);
  assert.ok(await vscode.workspace.applyEdit(edit));
  assert.ok(document.isDirty);
}

describe('one WorkspaceEdit that fails', () => {
  let state = '';
  let original: ReadonlyMap<string, string> = new Map();
  let putBack: () => void = () => undefined;

  /** Carries out a plan with the real journal and disk; only what VS Code says to the edit is the test's. */
  async function carryOut(plan: ApplyPlan, applyEdit: TransactionContext['applyEdit']) {
    const workspace = folder().uri.fsPath;
    const guard = createPathGuard({ workspace, gitDirectories: [join(workspace, '.git')], stateDirectory: state });
    const engine: TransactionContext['engine'] = {
      beginApply: async (begun, kind) => {
        const stored = await beginApply(workspace, state, begun, kind);
        return new DiskTransaction({ workspace, guard, writer: diskWriter }, stored, begun.edits, []);
      },
    };
    const context: TransactionContext = { engine, folder: folder(), logger: nullLogger, applyEdit };
    return applyTransaction(context, plan, 'apply', await unsavedFiles(folder()));
  }

  const reallyApply: TransactionContext['applyEdit'] = (edit, metadata) => vscode.workspace.applyEdit(edit, metadata);

  const failures: Readonly<Record<string, TransactionContext['applyEdit']>> = {
    'is refused': () => Promise.resolve(false),
    throws: () => Promise.reject(new Error('no edit today')),
    'is carried out, yet reported as refused': async (edit, metadata) => {
      assert.ok(await reallyApply(edit, metadata));
      return false;
    },
    'is carried out and saved before it throws': async (edit, metadata) => {
      assert.ok(await reallyApply(edit, metadata));
      assert.ok(await vscode.workspace.saveAll(false));
      throw new Error('too late');
    },
  };

  beforeEach(() => {
    state = realpathSync(mkdtempSync(join(tmpdir(), 'mao-state-')));
    original = fingerprint();
    const kept = [changedFile, deletedFile].map((path) => {
      const file = fileUri(path).fsPath;
      return { file, bytes: readFileSync(file), mode: lstatSync(file).mode };
    });
    putBack = () => {
      rmSync(fileUri('src/made').fsPath, { recursive: true, force: true });
      for (const { file, bytes, mode } of kept) {
        if (!isSame(file, bytes)) writeFileSync(file, bytes);
        chmodSync(file, mode);
      }
    };
  });

  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    rmSync(state, { recursive: true, force: true });
    putBack();
    assert.deepEqual(fingerprint(), original);
    // Else the next test types into a text that is older than the file, and VS Code will not save it.
    const file = fileUri(changedFile);
    await until('VS Code has read the file again', () => {
      const open = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === file.toString());
      return open === undefined || (!open.isDirty && open.getText() === read(changedFile).toString('utf8'));
    });
  });

  for (const [what, applyEdit] of Object.entries(failures)) {
    it(`leaves every file as it was when it ${what}`, async () => {
      const end = await carryOut(planOf(appended), applyEdit);
      assert.ok(end.kind === 'rolled-back');
      assert.deepEqual(end.lost, []);
      assert.deepEqual(fingerprint(), original);
    });

    it(`leaves what the user has not saved in the editor when it ${what}`, async () => {
      const document = await openChanged();
      await type(document, '// not saved\n');
      const typed = document.getText();
      const end = await carryOut(planOf(appended, Buffer.from(typed)), applyEdit);
      assert.ok(end.kind === 'rolled-back');
      assert.deepEqual(end.lost, []);
      assert.deepEqual(fingerprint(), original);
      assert.equal(document.getText(), typed);
    });
  }

  it('would have changed the workspace', async () => {
    const changed = read(changedFile);
    const end = await carryOut(planOf(appended), reallyApply);
    assert.equal(end.kind, 'committed');
    assert.equal(read(changedFile).toString('utf8'), appended(changed.toString('utf8')));
    assert.equal(read(createdFile).toString('utf8'), 'export const made = true;\n');
    assert.equal(fingerprint().has(deletedFile), false);
  });

  it('writes what was planned, to the byte, where the editor saves in its own way', async () => {
    const files = vscode.workspace.getConfiguration('files');
    await files.update('trimTrailingWhitespace', true, vscode.ConfigurationTarget.Global);
    try {
      const document = await openChanged();
      await type(document, '// not saved\n');
      const plan = planOf((old) => `${old}// by the run   \n`, Buffer.from(document.getText()));
      const end = await carryOut(plan, reallyApply);
      assert.equal(end.kind, 'committed', end.kind === 'rolled-back' ? String(end.cause) : '');
      assert.match(read(changedFile).toString('utf8'), /^\/\/ not saved\n[^]*\/\/ by the run {3}\n$/);
    } finally {
      await files.update('trimTrailingWhitespace', undefined, vscode.ConfigurationTarget.Global);
    }
  });
});
