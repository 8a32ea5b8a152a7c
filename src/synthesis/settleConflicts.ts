import type { ConflictFile } from '../core/ports/snapshotStore';
import type { RunEventBody } from '../core/runEvent';
import type { Candidate } from './candidate';
import type { ConflictResolver } from './conflictRequest';
import { inFormOfSides, joinedTextProblem } from './joinedText';
import { recallFile, rememberFile, type MergeCache, type SettledFile } from './mergeCache';
import { candidateLabel, settleByOwner } from './ownerRule';

/** The most text of one merge that a model is asked to join, in characters; what exceeds it is settled by ownership. */
const maxQuestionChars = 300_000;

/** One conflicting merge: the candidates merged so far, those of them that touched a path, and the one that comes now. */
export interface ConflictingMerge {
  readonly files: readonly ConflictFile[];
  readonly merged: readonly Candidate[];
  readonly theirs: Candidate;
  readonly touchedBy: (path: string) => readonly Candidate[];
}

/** How conflicts are settled: by whom, who owns a path by contract (a candidate's key), and what was settled before. */
export interface ConflictRules {
  readonly resolve: ConflictResolver;
  readonly ownerOf: (path: string) => string | undefined;
  readonly cache: MergeCache;
  readonly emit: (event: RunEventBody) => void;
}

/** A conflicting file, the workstreams that meet in it, and what it becomes. */
export interface SettledConflict extends SettledFile {
  readonly file: ConflictFile;
  readonly workstreams: readonly string[];
}

const isText = (file: ConflictFile) => !file.binary && file.ours !== undefined && file.theirs !== undefined;

/** The files that a model can be asked about, as many as fit into one question. */
function askable(files: readonly ConflictFile[]): readonly ConflictFile[] {
  let chars = 0;
  return files.filter((file) => {
    const size = [file.base, file.ours, file.theirs].reduce((sum, side) => sum + (side?.length ?? 0), 0);
    const fits = isText(file) && chars + size <= maxQuestionChars;
    if (fits) chars += size;
    return fits;
  });
}

async function askModel(
  merge: ConflictingMerge,
  files: readonly ConflictFile[],
  resolve: ConflictResolver,
): Promise<ReadonlyMap<string, SettledFile>> {
  if (files.length === 0) return new Map();
  const touched = new Set(files.flatMap((file) => merge.touchedBy(file.path)));
  const ours = merge.merged.filter((candidate) => touched.has(candidate));
  const joined = await resolve({ files, ours, theirs: [merge.theirs], workstreams: [...ours, merge.theirs] });
  const settled = new Map<string, SettledFile>();
  for (const file of files) {
    const text = joined?.texts.get(file.path);
    if (!joined || text === undefined || joinedTextProblem(file, text) !== undefined) continue;
    const resolution = { kind: 'text', path: file.path, text: inFormOfSides(file, text) } as const;
    settled.set(file.path, { resolution, by: joined.by });
  }
  return settled;
}

/** Where a conflict stands, for events: workstreams by id, or by key when they are of several sections. */
function placeOf(merge: ConflictingMerge, path: string) {
  const sides = [...merge.touchedBy(path), merge.theirs];
  const oneSection = sides.every(({ section }) => section === merge.theirs.section);
  const workstreams = sides.map((candidate) => candidateLabel(candidate, sides));
  return { ...(oneSection ? { section: merge.theirs.section } : {}), file: path, workstreams };
}

/**
 * Settles every conflicting file of a merge: as the same conflict was settled before, else by the model, else by ownership.
 * Only what is settled for the first time is told of by events.
 */
export async function settleConflicts(
  merge: ConflictingMerge,
  rules: ConflictRules,
): Promise<readonly SettledConflict[]> {
  const { cache, emit } = rules;
  const known = new Map(merge.files.map((file) => [file.path, recallFile(cache, file)]));
  const open = merge.files.filter((file) => known.get(file.path) === undefined);
  for (const file of open) emit({ type: 'conflict-found', ...placeOf(merge, file.path) });
  const answered = await askModel(merge, askable(open), rules.resolve);
  return merge.files.map((file) => {
    const { workstreams, ...place } = placeOf(merge, file.path);
    const before = known.get(file.path);
    if (before) return { file, workstreams, ...before };
    const settled =
      answered.get(file.path) ?? settleByOwner(file, rules.ownerOf(file.path), merge.merged, merge.theirs);
    rememberFile(cache, file, settled);
    emit({ type: 'conflict-resolved', ...place, by: settled.by });
    return { file, workstreams, ...settled };
  });
}
