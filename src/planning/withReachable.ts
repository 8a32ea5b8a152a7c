import type { ModelRegistry } from '../core/modelSpec';
import type { Plan } from '../core/plan';

/** Whoever writes code for a living comes before the rest, quick and small models last. */
const ranks: Readonly<Record<string, number>> = { orchestrator: 0, worker: 1, coder: 1, drafter: 3, checker: 3 };

/**
 * The plan for a user who has only some of the models: a workstream of whose chain nobody is `reachable` gets those who are
 * as further fallbacks, the orchestrator's model first, then those that write code, quick ones last. `notes` name these workstreams.
 */
export function withReachable(
  plan: Plan,
  reachable: readonly string[],
  registry: ModelRegistry,
): { readonly plan: Plan; readonly notes: readonly string[] } {
  const rank = (id: string) => ranks[registry.get(id)?.role ?? ''] ?? 2;
  const others = reachable.toSorted((a, b) => rank(a) - rank(b));
  const notes: string[] = [];
  const sections = plan.sections.map((section) => ({
    ...section,
    workstreams: section.workstreams.map((workstream) => {
      const chain = [workstream.model, ...workstream.fallbacks];
      if (others.length === 0 || chain.some((id) => reachable.includes(id))) return workstream;
      notes.push(
        `${workstream.title}: none of ${chain.join(', ')} is on this machine and signed in; ${others.join(', ')} can do it.`,
      );
      return { ...workstream, fallbacks: [...workstream.fallbacks, ...others] };
    }),
  }));
  return { plan: { ...plan, sections }, notes };
}
