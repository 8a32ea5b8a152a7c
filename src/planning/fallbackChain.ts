import type { ModelRegistry } from '../core/modelSpec';
import type { Route } from '../core/route';

/** Opus takes over whatever everybody else failed at. */
export const universalFallback = 'opus';

/**
 * Who takes over from `model`, in order: the route's primary and fallbacks, the universal model last; without `model`
 * itself, without repeats, and only models of the registry.
 */
export function fallbackChain(
  model: string,
  route: Route | undefined,
  registry: ModelRegistry,
  universal = universalFallback,
): string[] {
  const wanted = [...(route ? [route.primary, ...route.fallback] : []), universal];
  return [...new Set(wanted)].filter((id) => id !== model && registry.has(id));
}
