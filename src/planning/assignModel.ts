import { modelIdOf } from '../core/modelIdOf';
import type { ModelRegistry } from '../core/modelSpec';
import type { Route, Routing } from '../core/route';
import { criterionFor } from '../core/selectionCriteria';
import { fallbackChain, universalFallback } from './fallbackChain';
import { workstreamIdOf } from './workstreamId';

/** Who does a workstream, who takes over, and how hard it thinks. */
export interface Assignment {
  readonly model: string;
  readonly fallbacks: string[];
  readonly thinking?: string;
}

interface Wish {
  readonly id: string;
  readonly model?: string | undefined;
  readonly thinking?: string | undefined;
}

/** The development route of a workstream, also when the routing file uses the specification's longer task names. */
export function routeOf(id: string, routing: Routing): Route | undefined {
  const task = workstreamIdOf(id);
  return routing.development.get(task) ?? [...routing.development].find(([key]) => workstreamIdOf(key) === task)?.[1];
}

/**
 * Assigns the model of a workstream: the plan's wish when the registry has it, else the route of its task (for a task
 * without one: the selection criteria, then the route of `implementation`), else the universal fallback. Thinking: the
 * wish, else the registry's.
 */
export function assignModel(
  wish: Wish,
  routing: Routing,
  registry: ModelRegistry,
  universal = universalFallback,
): Assignment {
  const route = routeOf(wish.id, routing);
  const wished = wish.model === undefined ? undefined : modelIdOf(wish.model, registry);
  const candidates = [
    wished,
    route?.primary,
    ...(route?.fallback ?? []),
    route === undefined && routing.development.size > 0 ? criterionFor(wish.id)?.model : undefined,
    routeOf('implementation', routing)?.primary,
    universal,
  ];
  const model =
    candidates.find((id) => id !== undefined && registry.has(id)) ?? registry.keys().next().value ?? universal;
  const thinking = thinkingWord(wish.thinking) ?? registry.get(model)?.thinking;
  const fallbacks = fallbackChain(model, route, registry, universal);
  return thinking === undefined ? { model, fallbacks } : { model, fallbacks, thinking };
}

/** A thinking mode is a word or two; anything else that a model wrote there is not one. */
function thinkingWord(text: string | undefined): string | undefined {
  return text !== undefined && /^[\p{L}\p{N} _-]{1,30}$/u.test(text) ? text : undefined;
}
