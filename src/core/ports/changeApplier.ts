import type { ChangeSet, RefusedFile } from '../changeSet';

/**
 * One file operation ready to be written: `before` is what stands in the workspace now (undefined: no file), `after` what
 * will stand there (undefined: deleted). A rename is a delete and a create that share `from`. `merged`: the workspace had
 * moved and both changes were joined. Bytes are exact: EOL, BOM and encoding are those of the file.
 */
export interface PlannedEdit {
  readonly path: string;
  readonly before: Uint8Array | undefined;
  readonly after: Uint8Array | undefined;
  readonly mode: number | undefined;
  readonly from?: string;
  readonly merged: boolean;
  /** `before` is what an editor holds unsaved; the disk has another text. */
  readonly unsaved?: true;
}

/** A file whose change does not fit the workspace as it is now; `text` has conflict markers, undefined for binary files. */
export interface ApplyConflict {
  readonly path: string;
  readonly reason: string;
  readonly text: string | undefined;
}

export interface ApplyPlan {
  readonly runId: string;
  readonly edits: readonly PlannedEdit[];
  readonly conflicts: readonly ApplyConflict[];
  readonly refused: readonly RefusedFile[];
}

/**
 * `files`: only these paths (default: all that need no tick). `ticked`: protected files that the user ticked by hand.
 * `hunks`: by path, the numbers of the hunks that are taken of a file; one that is not named is taken as a whole.
 */
export interface ApplySelection {
  readonly files?: readonly string[];
  readonly ticked?: readonly string[];
  readonly hunks?: Readonly<Record<string, readonly number[]>>;
}

/**
 * An apply or revert under way: the pre-image is on disk. Exactly one of `commit` and `rollback` ends it; `rollback` puts
 * every file back byte by byte, and says which it could not.
 */
export interface ApplyTransaction {
  /**
   * Writes all edits to disk, guarded once more at the moment of writing; rejects at the first failure (then call `rollback`).
   * What already stands there as planned is left alone, since a shell may have written part of it through its editors.
   * A file that holds neither what it held at `begin` nor what was planned was changed by somebody else and is a failure,
   * unless `saved` names it: an editor carried out its edit and saved it in its own way (format on save).
   */
  writeToDisk(saved?: readonly string[]): Promise<void>;
  /** Checks that the disk holds what was planned, and records it for revert. */
  commit(): Promise<void>;
  rollback(): Promise<readonly string[]>;
}

/** Turns change sets into workspace edits, three-way merged with what the user did since. */
export interface ChangeApplier {
  /** `unsaved` gives the bytes of a file that an editor holds unsaved (as they would be saved), so that they are merged with and never lost. */
  plan(
    changes: ChangeSet,
    selection: ApplySelection,
    unsaved?: (path: string) => Uint8Array | undefined,
  ): Promise<ApplyPlan>;
  /** The inverse of what was applied; files that the user changed since are conflicts. Undefined: nothing of this run is applied. */
  planRevert(runId: string): Promise<ApplyPlan | undefined>;
  begin(plan: ApplyPlan, kind: 'apply' | 'revert'): Promise<ApplyTransaction>;
}
