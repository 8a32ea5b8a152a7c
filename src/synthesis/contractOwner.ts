import type { Plan } from '../core/plan';
import { normalWorkspacePath } from '../core/workspacePath';
import { isOwned } from './ownership';

/** The key (`<section>/<workstream>`) of a path's owner by contract: the one named for exactly this file, else the one whose longest entry of `owns` covers it. */
export function contractOwner(plan: Plan, path: string): string | undefined {
  for (const section of plan.sections) {
    const file = section.contract.files.find((entry) => normalWorkspacePath(entry.path) === path);
    const owner = section.workstreams.find((workstream) => workstream.id === file?.owner);
    if (owner) return `${section.id}/${owner.id}`;
  }
  const covering = plan.sections.flatMap((section) =>
    section.workstreams.flatMap((workstream) =>
      workstream.owns
        .filter((owned) => isOwned(path, owned))
        .map((owned) => ({ key: `${section.id}/${workstream.id}`, length: owned.length })),
    ),
  );
  return covering.toSorted((a, b) => b.length - a.length)[0]?.key;
}
