import { existsSync, lstatSync } from 'node:fs';
import { join } from 'node:path';
import type { ChangeSet, FileChange, RefusedFile } from '../../core/changeSet';
import type { ApplyPlan, ApplySelection } from '../../core/ports/changeApplier';
import type { PathGuard } from '../../core/ports/pathGuard';
import type { Git } from '../git/git';
import { isManifest, manifestNeedsTick } from '../paths/manifestNeedsTick';
import type { TreeChange, TreeEntry } from '../snapshot/readObjects';
import { withChosenHunks, type HunkReads } from './chosenHunks';
import { inBatches } from './inBatches';
import { isBlob, planFile, type CurrentFile } from './planFile';
import { readWorkspaceFile } from './workspaceFile';

/** What planning reads of the snapshot repository. */
export interface ChangeReads extends HunkReads {
  /** All paths in which two commits differ, renames as delete and create. */
  listChanges(from: string, to: string): Promise<readonly TreeChange[]>;
  readBlobs(oids: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>>;
}

export interface PlanApplyOptions {
  readonly git: Git;
  readonly store: ChangeReads;
  readonly workspace: string;
  readonly guard: PathGuard;
}

type Unsaved = (path: string) => Uint8Array | undefined;

/** One change with everything that was read for it. */
interface Looked {
  readonly change: FileChange;
  readonly base: TreeEntry | undefined;
  readonly result: TreeEntry | undefined;
  readonly current: CurrentFile | undefined;
  readonly atTarget: CurrentFile | undefined;
}

/** Plans a change set against the workspace as it is now: guarded, merged with what the user did, conflicts told apart. */
export async function planApply(
  options: PlanApplyOptions,
  changes: ChangeSet,
  selection: ApplySelection,
  unsaved: Unsaved = () => undefined,
): Promise<ApplyPlan> {
  const wanted = selection.files && new Set(selection.files);
  const ticked = new Set(selection.ticked);
  const chosen = changes.files.filter((file) => !wanted || wanted.has(file.path) || ticked.has(file.path));
  const entries = new Map(
    (await options.store.listChanges(changes.base, changes.result)).map((entry) => [entry.path, entry]),
  );
  const refused: RefusedFile[] = changes.refused.filter((file) => !wanted || wanted.has(file.path));
  const allowed: FileChange[] = [];
  for (const change of chosen) {
    const reason = await refusalOf(options.guard, change, ticked, entries);
    if (reason === undefined) allowed.push(change);
    else refused.push({ path: change.path, reason });
  }
  const looked = await inBatches(allowed, 16, (change) => look(options.workspace, change, entries, unsaved));
  const blobs = await options.store.readBlobs([
    ...new Set(looked.flatMap((file) => neededBlobs(file, selection.hunks?.[file.change.path] !== undefined))),
  ]);
  const readBlob = (oid: string) => {
    const bytes = blobs.get(oid);
    if (!bytes) throw new Error(`The snapshot repository lacks ${oid}; the run can not be applied any more.`);
    return bytes;
  };
  const plan: { edits: ApplyPlan['edits'][number][]; conflicts: ApplyPlan['conflicts'][number][] } = {
    edits: [],
    conflicts: [],
  };
  const planned = await inBatches(looked, 4, async (file) => {
    const { change, base, result } = file;
    const read = await withChosenHunks(options.store, readBlob, base, result, selection.hunks?.[change.path]);
    const tick = ticked.has(change.path) ? undefined : manifestTick(file, read);
    return {
      file,
      tick,
      outcome: tick === undefined ? await planFile({ git: options.git, readBlob: read, ...file }) : undefined,
    };
  });
  for (const { file, tick, outcome } of planned) {
    if (outcome?.kind === 'edits') plan.edits.push(...outcome.edits);
    else if (outcome) plan.conflicts.push(outcome.conflict);
    else refused.push({ path: file.change.path, reason: needsTick(tick ?? '') });
  }
  return { runId: changes.runId, ...plan, refused };
}

const needsTick = (reason: string) => `${reason}; it is applied only when you tick it`;

/** Both ends of a rename are guarded. */
async function refusalOf(
  guard: PathGuard,
  change: FileChange,
  ticked: ReadonlySet<string>,
  entries: ReadonlyMap<string, TreeChange>,
): Promise<string | undefined> {
  if (entries.get(change.path)?.after?.mode === '120000') return 'a run may not make symbolic links';
  let tick = change.needsTick;
  for (const path of change.from === undefined ? [change.path] : [change.path, change.from]) {
    const verdict = await guard.judge(path);
    if (verdict.kind === 'refused') return verdict.reason;
    if (verdict.kind === 'needs-tick') tick ??= verdict.reason;
  }
  return tick === undefined || ticked.has(change.path) ? undefined : needsTick(tick);
}

function look(
  workspace: string,
  change: FileChange,
  entries: ReadonlyMap<string, TreeChange>,
  unsaved: Unsaved,
): Looked {
  const old = change.from ?? change.path;
  const read = (path: string): CurrentFile | undefined => {
    const disk = readWorkspaceFile(join(workspace, path));
    const bytes = unsaved(path);
    if (bytes === undefined || (disk && Buffer.compare(disk.bytes, bytes) === 0)) {
      return disk && { ...disk, unsaved: false };
    }
    return { bytes, mode: disk?.mode ?? 0o644, unsaved: true };
  };
  const isRename = change.from !== undefined && !isSameEntry(workspace, change.from, change.path);
  return {
    change,
    base: entries.get(old)?.before,
    result: entries.get(change.path)?.after,
    current: read(old),
    atTarget: isRename ? read(change.path) : undefined,
  };
}

/** A rename that only changes case, on a file system that takes both names for one file. */
function isSameEntry(workspace: string, from: string, path: string): boolean {
  if (from.normalize('NFC').toLowerCase() !== path.normalize('NFC').toLowerCase()) return false;
  if (!existsSync(join(workspace, from)) || !existsSync(join(workspace, path))) return false;
  return lstatSync(join(workspace, from)).ino === lstatSync(join(workspace, path)).ino;
}

function neededBlobs({ change, base, result, current }: Looked, inPart: boolean): string[] {
  const former =
    base && (inPart || !current || isManifest(change.path) || !isBlob(current.bytes, base.oid)) ? [base.oid] : [];
  return result ? [result.oid, ...former] : former;
}

function manifestTick({ change, base, result }: Looked, readBlob: (oid: string) => Uint8Array): string | undefined {
  if (!isManifest(change.path)) return undefined;
  return manifestNeedsTick(change.path, base && readBlob(base.oid), result && readBlob(result.oid));
}
