import type { ModelSpec } from './modelSpec';

/** The first rule one of whose `capabilities` (words of the registry, in lower case) the model has; undefined: none fits. */
export function fittingRule<R extends { readonly capabilities: readonly string[] }>(
  rules: readonly R[],
  model: ModelSpec,
): R | undefined {
  const has = new Set(model.capabilities.map((capability) => capability.toLowerCase()));
  return rules.find(({ capabilities }) => capabilities.some((capability) => has.has(capability)));
}
