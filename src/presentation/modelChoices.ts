import type { ModelSpec } from '../core/modelSpec';

/** A model to choose; `assigned`: the QA named it for this finding. */
export interface ModelChoice {
  readonly id: string;
  readonly cli: string;
  readonly good: string;
  readonly assigned: boolean;
}

/** The models whose CLI is there, the assigned one first, then as the registry has them. */
export function modelChoices(
  clis: readonly {
    readonly cli: string;
    readonly availability: { readonly available: boolean };
    readonly models: readonly ModelSpec[];
  }[],
  assigned: string | undefined,
): readonly ModelChoice[] {
  const there = clis.filter(({ availability }) => availability.available);
  const choices = there.flatMap(({ cli, models }) =>
    models.map(({ id, capabilities }) => ({ id, cli, good: capabilities.join(', '), assigned: id === assigned })),
  );
  return choices.toSorted((a, b) => Number(b.assigned) - Number(a.assigned));
}
