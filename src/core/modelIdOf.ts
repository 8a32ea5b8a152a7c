import type { ModelRegistry } from './modelSpec';

/** The registry's id of the model that a name means: the id itself, a spelling of it, or the id that its CLI gets. */
export function modelIdOf(name: string, registry: ModelRegistry): string | undefined {
  if (registry.has(name)) return name;
  const wanted = name
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '-');
  const models = [...registry.values()];
  return (
    models.find(({ id }) => id.toLowerCase() === wanted) ?? models.find(({ model }) => model.toLowerCase() === wanted)
  )?.id;
}
