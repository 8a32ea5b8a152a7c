import type { Configuration } from '../core/configuration';
import type { ModelRegistry } from '../core/modelSpec';
import { fallbackChain } from '../planning/fallbackChain';

/** The model that analyzes, plans, resolves and reviews: the registry's `role: orchestrator`, else `opus`. */
export function orchestratorOf(registry: ModelRegistry): string {
  return [...registry.values()].find((model) => model.role === 'orchestrator')?.id ?? 'opus';
}

/**
 * The models that look what sections rest on, in order: the route of `dependency_check`, or without one the registry's
 * `role: checker`, else `haiku`; the universal fallback last.
 */
export function checkersOf({ registry, routing }: Pick<Configuration, 'registry' | 'routing'>): readonly string[] {
  const route = routing.preFlight.get('dependency_check');
  const checker = [...registry.values()].find((model) => model.role === 'checker')?.id ?? 'haiku';
  const primary = route?.primary ?? checker;
  return [primary, ...fallbackChain(primary, route, registry)];
}
