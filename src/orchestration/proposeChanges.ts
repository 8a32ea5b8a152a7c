import { buildChangeFiles } from '../synthesis/buildChangeFiles';
import { withoutRefused } from '../synthesis/withoutRefused';
import type { FinishedWorkstream } from './candidate';
import { maoAuthor } from './modelAuthor';
import type { RepairedRun } from './repairRun';
import type { RunContext } from './runDependencies';

/** Who wrote a commit, for provenance: a model's workstream, a repair of it, or a merge that joined several. */
function authorship(
  finished: readonly FinishedWorkstream[],
  repaired: RepairedRun,
): (commit: string, author: string) => { model: string; workstream: string } {
  const writers = new Map([
    ...finished.flatMap((done) =>
      [...done.commits].map(([commit, model]) => [commit, { model, workstream: done.workstream.id }] as const),
    ),
    ...repaired.writers,
  ]);
  return (commit, author) => writers.get(commit) ?? { model: author, workstream: 'merge' };
}

/** Builds the change set from `base` to the repaired result and proposes it; what is refused is not in it. */
export async function proposeChanges(
  context: RunContext,
  base: string,
  repaired: RepairedRun,
  finished: readonly FinishedWorkstream[],
): Promise<void> {
  const { store } = context;
  const result = repaired.commit;
  const { files, refused } = await buildChangeFiles({
    store,
    base,
    result,
    writerOf: authorship(finished, repaired),
    contributions: [
      ...finished.map((done) => ({ model: done.model, workstream: done.workstream.id, commit: done.commit })),
      ...[...repaired.writers].map(([commit, writer]) => ({ ...writer, commit })),
    ],
    guard: context.guard,
    manifestNeedsTick: context.manifestNeedsTick,
  });
  await store.setRef('result', await withoutRefused({ store, base, result, refused, author: maoAuthor }));
  context.emit({ type: 'changes-proposed', files: [...files], refused: [...refused] });
}
