import type { FileChange, Hunk, RefusedFile } from '../core/changeSet';
import type { PathGuard, PathVerdict } from '../core/ports/pathGuard';
import type { DiffFile, SnapshotStore } from '../core/ports/snapshotStore';
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

/** The stricter of the verdicts on the paths that a change touches. */
async function judge(guard: PathGuard, file: DiffFile): Promise<PathVerdict> {
  const paths = file.from === undefined ? [file.path] : [file.path, file.from];
  const verdicts = await Promise.all(paths.map((path) => guard.judge(path)));
  const strict = verdicts.find(({ kind }) => kind === 'refused') ?? verdicts.find(({ kind }) => kind === 'needs-tick');
  return strict ?? { kind: 'allowed' };
}

function refusedPaths(file: DiffFile, reason: string): readonly RefusedFile[] {
  if (file.from === undefined) return [{ path: file.path, reason }];
  return [
    { path: file.path, reason: `${reason} (renamed from ${file.from})` },
    { path: file.from, reason: `${reason} (renamed to ${file.path})` },
  ];
}

async function buildFile(input: ChangesInput, file: DiffFile): Promise<ChangeFiles> {
  const verdict = await judge(input.guard, file);
  if (verdict.kind === 'refused') return { files: [], refused: refusedPaths(file, verdict.reason) };
  const versions = await readVersions(input, file);
  const hunks = await hunksOfFile(input, file, versions);
  const tick =
    verdict.kind === 'needs-tick'
      ? verdict.reason
      : input.manifestNeedsTick(file.path, versions.before, versions.after);
  const change: FileChange = {
    path: file.path,
    kind: file.kind,
    ...(file.from === undefined ? {} : { from: file.from }),
    hunks: [...hunks],
    ...(tick === undefined ? {} : { needsTick: tick }),
    ...(file.binary ? { binary: true } : {}),
  };
  return { files: [change], refused: [] };
}

/**
 * What a run wants to do with each file, who wrote which lines, and what the path guard says to it. A change that left no
 * lines (deleted, binary, only lines removed) has one hunk whose `end` is `start - 1`.
 */
export async function buildChangeFiles(input: ChangesInput): Promise<ChangeFiles> {
  const changed = await input.store.diff(input.base, input.result);
  const built = await mapLimited(changed, filesAtOnce, (file) => buildFile(input, file));
  return { files: built.flatMap(({ files }) => files), refused: built.flatMap(({ refused }) => refused) };
}
