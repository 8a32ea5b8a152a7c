import type { FileChange, Hunk, RefusedFile } from '../core/changeSet';
import type { PathGuard } from '../core/ports/pathGuard';
import type { DiffFile, SnapshotStore } from '../core/ports/snapshotStore';
import { judgeChanges, type AllowedChange } from './judgeChanges';
import { mapLimited } from './mapLimited';
import { emptyHunk, firstDifference, hunksOf, writerOfVersion, type Contribution, type Writer } from './provenance';

const filesAtOnce = 8;

/** What `buildChangeFiles` needs. `contributions` (in dependency order) tell who deleted a file or wrote a binary one. */
export interface ChangesInput {
  readonly store: SnapshotStore;
  readonly base: string;
  readonly result: string;
  readonly writerOf: (commit: string, author: string) => Writer;
  readonly contributions?: readonly Contribution[];
  readonly guard: PathGuard;
  /** Why a package manifest's change needs the user's tick (scripts), or undefined. */
  readonly manifestNeedsTick: (
    path: string,
    before: Uint8Array | undefined,
    after: Uint8Array | undefined,
  ) => string | undefined;
}

/** The files of a change set and what was refused of it; a refused rename is refused with both its paths. */
export interface ChangeFiles {
  readonly files: readonly FileChange[];
  readonly refused: readonly RefusedFile[];
}

interface Versions {
  readonly before: Uint8Array | undefined;
  readonly after: Uint8Array | undefined;
}

async function readVersions({ store, base, result }: ChangesInput, file: DiffFile): Promise<Versions> {
  const [before, after] = await Promise.all([
    file.kind === 'create' ? undefined : store.readFile(base, file.from ?? file.path),
    file.kind === 'delete' ? undefined : store.readFile(result, file.path),
  ]);
  return { before, after };
}

/** The writer of a change that left no line behind, by comparing what each contribution made of the file. */
async function hunkWithoutLines(input: ChangesInput, file: DiffFile, versions: Versions): Promise<readonly Hunk[]> {
  const candidates = input.contributions ?? [];
  const base = file.kind === 'rename' ? undefined : versions.before;
  const written = await Promise.all(
    candidates.map(async (writer) => ({ writer, bytes: await input.store.readFile(writer.commit, file.path) })),
  );
  const writer = writerOfVersion(base, versions.after, written);
  return writer ? [emptyHunk(writer, firstDifference(versions.before, versions.after))] : [];
}

async function hunksOfFile(input: ChangesInput, file: DiffFile, versions: Versions): Promise<readonly Hunk[]> {
  const lines = !file.binary && file.kind !== 'delete' && file.added > 0;
  const hunks = lines ? hunksOf(await input.store.blame(input.result, file.path, input.base), input.writerOf) : [];
  return hunks.length > 0 ? hunks : hunkWithoutLines(input, file, versions);
}

async function buildFile(input: ChangesInput, { file, tick: byPath }: AllowedChange): Promise<FileChange> {
  const versions = await readVersions(input, file);
  const hunks = await hunksOfFile(input, file, versions);
  const tick = byPath ?? input.manifestNeedsTick(file.path, versions.before, versions.after);
  return {
    path: file.path,
    kind: file.kind,
    ...(file.from === undefined ? {} : { from: file.from }),
    hunks: [...hunks],
    ...(tick === undefined ? {} : { needsTick: tick }),
    ...(file.binary ? { binary: true } : {}),
  };
}

/**
 * What a run wants to do with each file, who wrote which lines, and what the path guard says to it. A change that left no
 * lines (deleted, binary, only lines removed) has one hunk whose `end` is `start - 1`.
 */
export async function buildChangeFiles(input: ChangesInput): Promise<ChangeFiles> {
  const { allowed, refused } = await judgeChanges(input);
  return { files: await mapLimited(allowed, filesAtOnce, (change) => buildFile(input, change)), refused };
}
