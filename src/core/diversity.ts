import type { ModelRegistry } from './modelSpec';
import type { RunState } from './runState';

/** Gini–Simpson index of the values' shares, normalised by its greatest value for so many values; 0 for fewer than two. */
function evenness(values: readonly string[]): number {
  const n = values.length;
  if (n < 2) return 0;
  const counts = Map.groupBy(values, (value) => value);
  const sumOfSquares = counts.values().reduce((sum, group) => sum + (group.length / n) ** 2, 0);
  return (1 - sumOfSquares) / (1 - 1 / n);
}

/**
 * The diversity score, 0–100, of workstreams done by these models (one entry a workstream): half by vendor family, half by
 * model. The family is the registry's `provider`; a model that the registry does not know is a family of its own.
 */
export function diversityScore(models: readonly string[], registry: ModelRegistry): number {
  const families = models.map((model) => registry.get(model)?.provider.toLowerCase() ?? model);
  return Math.round(100 * (0.5 * evenness(families) + 0.5 * evenness(models)));
}

/** The diversity of what was really delivered: the models of the workstreams that succeeded. */
export function observedDiversity(state: Pick<RunState, 'workstreams'>, registry: ModelRegistry): number {
  const delivered = state.workstreams.filter((workstream) => workstream.state === 'succeeded');
  return diversityScore(
    delivered.map((workstream) => workstream.model),
    registry,
  );
}
