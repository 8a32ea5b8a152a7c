import type { RunState } from '../core/runState';

/** The files that a run touches as far as is known: of the plan, of finished workstreams, of the changes; at most 500. */
export function runFiles(state: RunState): readonly string[] {
  const planned = (state.plan?.sections ?? []).flatMap((section) => [
    ...section.contract.files.map(({ path }) => path),
    ...section.workstreams.flatMap(({ owns }) => owns),
  ]);
  const written = state.workstreams.flatMap(({ files }) => files);
  const proposed = (state.changes?.files ?? []).map(({ path }) => path);
  return [...new Set([...proposed, ...written, ...planned])].slice(0, 500);
}
