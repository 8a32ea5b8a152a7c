import { readFile, stat } from 'node:fs/promises';
import { Range, workspace, WorkspaceEdit, type Uri, type WorkspaceEditMetadata, type WorkspaceFolder } from 'vscode';
import type { ApplyPlan, ApplyTransaction, PlannedEdit } from '../../core/ports/changeApplier';
import type { Logger } from '../../core/ports/logger';
import type { Engine } from '../../orchestration/engine';
import { fileIn } from '../folder';
import { sameBytes } from './textChange';
import type { UnsavedFile } from './unsaved';
import { isStale, toWorkspaceEdit, type EditParts } from './workspaceEdit';

/** What a plan is carried out with. `applyEdit` is VS Code's own: false when it refused the edit. */
export interface TransactionContext {
  readonly engine: Pick<Engine, 'beginApply'>;
  readonly folder: WorkspaceFolder;
  readonly logger: Logger;
  readonly applyEdit: (edit: WorkspaceEdit, metadata: WorkspaceEditMetadata) => Thenable<boolean>;
}

/** `stale`: the user typed meanwhile, nothing was done, plan again. `rolled-back`: `lost` could not be put back. */
export type TransactionEnd =
  | { readonly kind: 'committed' }
  | { readonly kind: 'stale' }
  | { readonly kind: 'rolled-back'; readonly cause: unknown; readonly lost: readonly string[] };

async function onDisk(path: string): Promise<{ bytes: Uint8Array | undefined; mode: number | undefined }> {
  try {
    return { bytes: await readFile(path), mode: (await stat(path)).mode };
  } catch {
    return { bytes: undefined, mode: undefined };
  }
}

/** Whether the disk holds what was planned, to the byte and the executable bit. */
async function hasLanded(edit: PlannedEdit, folder: WorkspaceFolder): Promise<boolean> {
  const { bytes, mode } = await onDisk(fileIn(folder, edit.path).fsPath);
  if (!sameBytes(bytes, edit.after)) return false;
  if (edit.after === undefined || edit.mode === undefined || mode === undefined || process.platform === 'win32') {
    return true;
  }
  return (mode & 0o111) === (edit.mode & 0o111);
}

async function save(changed: readonly Uri[]): Promise<void> {
  for (const uri of changed) {
    const document = await workspace.openTextDocument(uri);
    if (document.isDirty && !(await document.save())) {
      throw new Error(`${workspace.asRelativePath(uri)} could not be saved.`);
    }
  }
}

/** Gives every editor the text it had; those that had nothing unsaved are clean again. */
async function restoreEditors(
  parts: EditParts,
  edits: readonly PlannedEdit[],
  unsaved: ReadonlyMap<string, UnsavedFile>,
  folder: WorkspaceFolder,
) {
  const texts = new Map(parts.open.map(({ document, text }) => [document.uri.toString(), text]));
  const kept = new Set([...unsaved.values()].map(({ document }) => document.uri.toString()));
  for (const { path, before } of edits) {
    const uri = fileIn(folder, path);
    const document = workspace.textDocuments.find((open) => open.uri.toString() === uri.toString());
    if (!document || before === undefined) continue;
    const text = texts.get(uri.toString()) ?? (await workspace.decode(before, { encoding: document.encoding }));
    if (document.getText() !== text) {
      const undo = new WorkspaceEdit();
      undo.replace(uri, new Range(0, 0, document.lineCount, 0), text);
      await workspace.applyEdit(undo);
    }
    if (document.isDirty && !kept.has(uri.toString())) await document.save();
  }
}

/** Editors save in their own way (format on save, final newline): what differs from the plan is written as planned. */
async function settle(
  transaction: ApplyTransaction,
  edits: readonly PlannedEdit[],
  changed: readonly Uri[],
  folder: WorkspaceFolder,
): Promise<void> {
  const landed = await Promise.all(edits.map((edit) => hasLanded(edit, folder)));
  if (!landed.includes(false)) return;
  const saved = new Set(changed.map((uri) => uri.toString()));
  const paths = edits.map(({ path }) => path);
  await transaction.writeToDisk(paths.filter((path) => saved.has(fileIn(folder, path).toString())));
}

/**
 * Carries out a plan in the workspace: one WorkspaceEdit, saved, checked on disk, recorded for revert; or everything as it
 * was before, open editors included.
 */
export async function applyTransaction(
  { engine, folder, logger, applyEdit }: TransactionContext,
  plan: ApplyPlan,
  kind: 'apply' | 'revert',
  unsaved: ReadonlyMap<string, UnsavedFile>,
): Promise<TransactionEnd> {
  const transaction = await engine.beginApply(plan, kind);
  const parts = await toWorkspaceEdit(plan.edits, folder);
  const typed = [...unsaved.values()].some(({ document, text }) => !document.isClosed && document.getText() !== text);
  if (typed || isStale(parts)) {
    await transaction.rollback();
    return { kind: 'stale' };
  }
  try {
    if (parts.edit.size > 0 && !(await applyEdit(parts.edit, { isRefactoring: true }))) {
      throw new Error('VS Code refused the edit.');
    }
    await save(parts.changed);
    await settle(transaction, plan.edits, parts.changed, folder);
    await transaction.commit();
    return { kind: 'committed' };
  } catch (cause) {
    logger.error(`The ${kind} failed and is rolled back`, cause);
    await restoreEditors(parts, plan.edits, unsaved, folder).catch((error: unknown) => {
      logger.error('An editor could not be given its text back', error);
    });
    return { kind: 'rolled-back', cause, lost: await transaction.rollback() };
  }
}
