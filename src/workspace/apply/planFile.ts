import { createHash } from 'node:crypto';
import type { FileChange } from '../../core/changeSet';
import type { ApplyConflict, PlannedEdit } from '../../core/ports/changeApplier';
import type { Git } from '../git/git';
import type { TreeEntry } from '../snapshot/readObjects';
import { textOf } from '../snapshot/textOrBinary';
import { mergeFile } from './mergeFile';
import { keepForm } from './textForm';
import { isExecutable, type WorkspaceFile } from './workspaceFile';

/** A file in the workspace now; `unsaved` when `bytes` are those of an editor and not of the disk. */
export interface CurrentFile extends WorkspaceFile {
  readonly unsaved: boolean;
}

/** What is known of one change: git's entries before and after, and the workspace at its (old) path and its new path. */
export interface PlanFileInput {
  readonly git: Git;
  readonly change: FileChange;
  readonly base: TreeEntry | undefined;
  readonly result: TreeEntry | undefined;
  readonly readBlob: (oid: string) => Uint8Array;
  /** At `change.from` for a rename, else at `change.path`. */
  readonly current: CurrentFile | undefined;
  /** At `change.path` of a rename. */
  readonly atTarget: CurrentFile | undefined;
}

/** Edits, or a conflict, or neither: the workspace already holds the change. */
export type PlannedFile =
  | { readonly kind: 'edits'; readonly edits: readonly PlannedEdit[] }
  | { readonly kind: 'conflict'; readonly conflict: ApplyConflict };

const none: PlannedFile = { kind: 'edits', edits: [] };

/** Plans one file of a change set against the workspace as it is now; joins what the user did since, never overwrites it. */
export async function planFile(input: PlanFileInput): Promise<PlannedFile> {
  const { change, result, current } = input;
  if (change.from !== undefined && result !== undefined) return planRename(input, change.from, result);
  if (result === undefined) return planDelete(input);
  if (current === undefined) {
    if (input.base === undefined) return edits(created(input, result, input.readBlob(result.oid)));
    return conflict(input, 'it was deleted in the workspace meanwhile', undefined, input.readBlob(result.oid));
  }
  return planModify(input, result, current, change.path);
}

async function planModify(
  input: PlanFileInput,
  result: TreeEntry,
  current: CurrentFile,
  path: string,
): Promise<PlannedFile> {
  const mode = modeAfter(current.mode, input.base, result);
  const edit = (after: Uint8Array, merged: boolean): PlannedFile => {
    if (sameBytes(after, current.bytes) && mode === current.mode) return none;
    return edits({ path, before: current.bytes, after, mode, merged, ...(current.unsaved ? { unsaved: true } : {}) });
  };
  const wanted = input.readBlob(result.oid);
  if (sameBytes(wanted, current.bytes)) return edit(current.bytes, false);
  const theirs = keepForm(current.bytes, wanted);
  if (input.base && isBlob(current.bytes, input.base.oid)) return edit(theirs, false);
  const base = input.base ? keepForm(current.bytes, input.readBlob(input.base.oid)) : new Uint8Array();
  if (sameBytes(base, current.bytes) && input.base) return edit(theirs, false);
  if (sameBytes(base, theirs) || sameBytes(theirs, current.bytes)) return edit(current.bytes, false);
  const merged = await mergeFile(input.git, current.bytes, base, theirs);
  if (merged?.clean) return edit(merged.bytes, true);
  const reason = input.base
    ? 'it was changed in the workspace meanwhile, in the same place'
    : 'it was created in the workspace meanwhile';
  return { kind: 'conflict', conflict: { path, reason, text: merged && textOf(merged.bytes) } };
}

async function planDelete(input: PlanFileInput): Promise<PlannedFile> {
  const { base, current, change } = input;
  if (current === undefined || base === undefined) return none;
  const untouched =
    isBlob(current.bytes, base.oid) || sameBytes(keepForm(current.bytes, input.readBlob(base.oid)), current.bytes);
  if (!untouched) {
    return conflict(
      input,
      'it was changed in the workspace meanwhile, and the run deletes it',
      current.bytes,
      undefined,
    );
  }
  return edits({
    path: change.path,
    before: current.bytes,
    after: undefined,
    mode: undefined,
    merged: false,
    ...unsavedOf(current),
  });
}

/** A rename takes along what the user did to the file under its old name. */
async function planRename(input: PlanFileInput, from: string, result: TreeEntry): Promise<PlannedFile> {
  const { current, atTarget, change } = input;
  if (atTarget) {
    if (current === undefined && sameBytes(atTarget.bytes, input.readBlob(result.oid))) return none;
    return conflict(
      input,
      `${from} was renamed to it, but it was created in the workspace meanwhile`,
      atTarget.bytes,
      input.readBlob(result.oid),
    );
  }
  if (current === undefined) {
    return conflict(
      input,
      `${from} was renamed to it, but was deleted in the workspace meanwhile`,
      undefined,
      input.readBlob(result.oid),
    );
  }
  const moved = await planModify(input, result, current, change.path);
  if (moved.kind === 'conflict') return moved;
  const [edit] = moved.edits;
  const after = edit?.after ?? current.bytes;
  const mode = edit?.mode ?? current.mode;
  return edits(
    {
      path: from,
      before: current.bytes,
      after: undefined,
      mode: undefined,
      from,
      merged: false,
      ...unsavedOf(current),
    },
    { path: change.path, before: undefined, after, mode, from, merged: edit?.merged ?? false },
  );
}

const edits = (...list: PlannedEdit[]): PlannedFile => ({ kind: 'edits', edits: list });

const unsavedOf = (current: CurrentFile) => (current.unsaved ? { unsaved: true as const } : {});

function created(input: PlanFileInput, result: TreeEntry, after: Uint8Array): PlannedEdit {
  const mode = result.mode === '100755' ? 0o755 : 0o644;
  return { path: input.change.path, before: undefined, after, mode, merged: false };
}

async function conflict(
  input: PlanFileInput,
  reason: string,
  ours: Uint8Array | undefined,
  theirs: Uint8Array | undefined,
): Promise<PlannedFile> {
  const base = input.base ? input.readBlob(input.base.oid) : new Uint8Array();
  const merged = await mergeFile(input.git, ours ?? new Uint8Array(), base, theirs ?? new Uint8Array());
  return { kind: 'conflict', conflict: { path: input.change.path, reason, text: merged && textOf(merged.bytes) } };
}

/** The file's own mode; only where the run changed the executable bit does that follow. */
function modeAfter(mode: number, base: TreeEntry | undefined, result: TreeEntry): number {
  const wanted = result.mode === '100755';
  if (base === undefined || (base.mode === '100755') === wanted || isExecutable(mode) === wanted) return mode;
  return wanted ? mode | ((mode & 0o444) >> 2) : mode & ~0o111;
}

function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}

/** Whether bytes are those of a git blob, without reading it. */
export function isBlob(bytes: Uint8Array, oid: string): boolean {
  const hash = createHash(oid.length === 40 ? 'sha1' : 'sha256');
  return hash.update(`blob ${bytes.length}\0`).update(bytes).digest('hex') === oid;
}
