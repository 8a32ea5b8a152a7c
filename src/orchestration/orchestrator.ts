import type { ModelRegistry } from '../core/modelSpec';

/** The model that analyzes, plans, resolves and reviews: the registry's `role: orchestrator`, else `opus`. */
export function orchestratorOf(registry: ModelRegistry): string {
  return [...registry.values()].find((model) => model.role === 'orchestrator')?.id ?? 'opus';
}

/** The model that does the quick checks before a run when routing names none: the registry's `role: checker`, else `haiku`. */
export function checkerOf(registry: ModelRegistry): string {
  return [...registry.values()].find((model) => model.role === 'checker')?.id ?? 'haiku';
}
