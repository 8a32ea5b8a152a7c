import type { ModelRegistry } from '../../core/modelSpec';
import type { Plan, PlanSource } from '../../core/plan';
import type { Problem } from '../../core/problem';

/** A plan as a markdown document that the user can edit, and back. Lines of problems count from 1. */
export interface PlanFormat {
  render(plan: Plan, source: PlanSource, registry: ModelRegistry): string;
  read(
    text: string,
    original: Plan,
    registry: ModelRegistry,
  ): { readonly plan: Plan; readonly problems: readonly Problem[] };
}
