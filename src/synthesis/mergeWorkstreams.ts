import type { Author, SnapshotStore } from '../core/ports/snapshotStore';
import type { Candidate } from './candidate';
import type { ResolvedConflict } from './conflictRequest';
import { rememberPair, type MergedPair } from './mergeCache';
import { settleConflicts, type ConflictRules } from './settleConflicts';

export type { MergeCache } from './mergeCache';
export type { ConflictResolver } from './conflictRequest';

/** What `mergeWorkstreams` needs. `candidates` in topological order; `author` makes the merges. */
export interface MergeInput extends ConflictRules {
  readonly store: SnapshotStore;
  readonly base: string;
  readonly candidates: readonly Candidate[];
  readonly author: Author;
}

/** All candidates in one commit, and every conflict on the way there. */
export interface MergedWorkstreams {
  readonly commit: string;
  readonly conflicts: readonly ResolvedConflict[];
}

/** One merge that is done: what `candidate` changed is the difference of `before` and `after`. */
interface MergeStep {
  readonly candidate: Candidate;
  readonly before: string;
  readonly after: string;
}

async function touchedPaths(store: SnapshotStore, step: MergeStep): Promise<ReadonlySet<string>> {
  const files = await store.diff(step.before, step.after);
  return new Set(files.flatMap((file) => (file.from === undefined ? [file.path] : [file.path, file.from])));
}

async function whoTouched(store: SnapshotStore, steps: readonly MergeStep[]) {
  const touched = await Promise.all(steps.map((step) => touchedPaths(store, step)));
  return (path: string) =>
    steps.filter((_, index) => touched[index]?.has(path) === true).map(({ candidate }) => candidate);
}

/** The author of a merge with conflicts: the model that joined them, so that blame names it. */
function joinedBy(author: Author, models: readonly string[]): Author {
  const [model] = models;
  return model === undefined ? author : { ...author, name: model };
}

async function mergeOne(
  input: MergeInput,
  steps: readonly MergeStep[],
  ours: string,
  theirs: Candidate,
): Promise<MergedPair> {
  const { store, author } = input;
  const message = `Merge ${theirs.key} by ${theirs.model}`;
  const merge = await store.merge(ours, theirs.commit, author, message);
  if (merge.kind === 'clean') return { commit: merge.commit, conflicts: [] };
  const settled = await settleConflicts(
    {
      files: merge.files,
      merged: steps.map((step) => step.candidate),
      theirs,
      touchedBy: await whoTouched(store, steps),
    },
    input,
  );
  const models = settled.filter(({ resolution }) => resolution.kind === 'text').map(({ by }) => by);
  const commit = await store.resolveMerge(
    { tree: merge.tree, ours, theirs: theirs.commit },
    settled.map(({ resolution }) => resolution),
    joinedBy(author, models),
    message,
  );
  return { commit, conflicts: settled.map(({ file, workstreams, by }) => ({ file: file.path, workstreams, by })) };
}

/**
 * Merges finished workstreams onto `base`, one after the other, without any checkout. A conflict goes to a model; what that
 * leaves open falls to the owner by contract, then to the later workstream. Nothing that `cache` knows is asked again.
 */
export async function mergeWorkstreams(input: MergeInput): Promise<MergedWorkstreams> {
  const { base, cache } = input;
  const conflicts: ResolvedConflict[] = [];
  const steps: MergeStep[] = [];
  let commit = base;
  for (const candidate of input.candidates) {
    if (candidate.commit === base) continue;
    const before = commit;
    if (before === base) {
      commit = candidate.commit;
    } else {
      const done = steps.slice();
      const pair = await rememberPair(cache, before, candidate.commit, () => mergeOne(input, done, before, candidate));
      commit = pair.commit;
      conflicts.push(...pair.conflicts);
    }
    steps.push({ candidate, before, after: commit });
  }
  return { commit, conflicts };
}
