import type { ConflictFile } from '../core/ports/snapshotStore';
import type { Candidate } from './candidate';

/**
 * What a model is asked when workstreams changed the same text files: `ours` were merged before, `theirs` comes now;
 * `workstreams` are both. Every file has both sides as text.
 */
export interface ConflictRequest {
  readonly files: readonly ConflictFile[];
  readonly ours: readonly Candidate[];
  readonly theirs: readonly Candidate[];
  readonly workstreams: readonly Candidate[];
}

/** Files as a model joined them: path → whole text; `by` is the model's id. Files may be missing. */
export interface JoinedFiles {
  readonly by: string;
  readonly texts: ReadonlyMap<string, string>;
}

/** Asks a model to join conflicting files; undefined when it could not. Rejects only when the run is to end. */
export type ConflictResolver = (request: ConflictRequest) => Promise<JoinedFiles | undefined>;

/** A conflict that is settled. `by`: a model's id, `owner:<workstream>`, `later:<workstream>` or `kept`. */
export interface ResolvedConflict {
  readonly file: string;
  readonly workstreams: readonly string[];
  readonly by: string;
}
