import type { Contract, WorkstreamPlan } from '../core/plan';
import { samePathKey } from '../core/workspacePath';

/** A contract after ownership was edited; `orphans` are files that nobody owns any more and that were taken out. */
export interface MovedOwnership {
  readonly contract: Contract;
  readonly orphans: readonly string[];
}

function claims(
  workstreams: readonly WorkstreamPlan[],
): ReadonlyMap<string, { readonly path: string; readonly owner: string }> {
  return new Map(workstreams.flatMap(({ id, owns }) => owns.map((path) => [samePathKey(path), { path, owner: id }])));
}

/** Brings a section's contract in line with what its workstreams own now; files whose owner did not change stay as they are. */
export function moveOwnership(
  contract: Contract,
  before: readonly WorkstreamPlan[],
  after: readonly WorkstreamPlan[],
): MovedOwnership {
  const old = claims(before);
  const now = claims(after);
  const orphans: string[] = [];
  const kept = contract.files.flatMap((file) => {
    const key = samePathKey(file.path);
    const owner = now.get(key)?.owner;
    if (owner === old.get(key)?.owner) return [file];
    if (owner !== undefined) return [{ ...file, owner }];
    orphans.push(file.path);
    return [];
  });
  const known = new Set(contract.files.map((file) => samePathKey(file.path)));
  const added = [...now].filter(([key]) => !known.has(key) && !old.has(key));
  const files = [...kept, ...added.map(([, claim]) => ({ ...claim, purpose: '', exports: [] }))];
  return { contract: { ...contract, files }, orphans };
}
