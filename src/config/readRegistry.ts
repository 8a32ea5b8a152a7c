import type { ModelRegistry, ModelSpec } from '../core/modelSpec';
import type { Problem, WithProblems } from '../core/problem';
import type { DataSource } from './dataSource';
import { defaultRegistry } from './defaultRegistry';
import type { RegistryFile } from './fileSchemas';
import { registryFileSchema } from './fileSchemas';
import { modelWarnings } from './modelWarnings';
import { readYaml } from './readYaml';
import { inFileOrder, problemAt } from './sourceRange';
import { validate } from './validate';

type ModelEntry = RegistryFile['models'][string];

/** The specification writes `N/A` in its tables where a model has none. */
const named = (text: string | null | undefined) =>
  text === null || text === undefined || /^n\/?a$/i.test(text.trim()) ? undefined : text;

/** An entry over what the roster knows of this model: it changes what it names. With another provider it is another model. */
function modelOf(id: string, provider: string, entry: ModelEntry, known: ModelSpec | undefined): ModelSpec {
  const base = known?.provider === provider ? known : undefined;
  const cli = entry.cli === undefined ? base?.cli : named(entry.cli);
  const thinking = (entry.thinking === undefined ? base?.thinking : named(entry.thinking))?.trim().toLowerCase();
  const role = entry.role ?? base?.role;
  const transport = entry.transport ?? base?.transport;
  return {
    id,
    provider,
    capabilities: entry.capabilities ?? base?.capabilities ?? [],
    model: entry.model ?? base?.model ?? id,
    ...(cli !== undefined && { cli }),
    ...(thinking !== undefined && { thinking }),
    ...(role !== undefined && { role }),
    ...(transport !== undefined && { transport }),
    ...(entry.timeout !== undefined && { timeout: entry.timeout }),
    ...(entry.maxParallel !== undefined && { maxParallel: entry.maxParallel }),
  };
}

function missingProvider(source: DataSource, id: string): Problem {
  const message = `"provider" is missing here. MAO does not know the model ${id}: say whose it is, for example "provider: openai".`;
  return problemAt(source.file, source.locate(['models', id], 'key'), 'error', message);
}

const rolesOfOne = ['orchestrator', 'checker'];

/** Whom the file makes the orchestrator or the checker takes the place of the roster's, unless the file names that one too. */
function withoutReplaced(models: Map<string, ModelSpec>, named: RegistryFile['models']): ModelRegistry {
  const taken = new Set(
    Object.values(named).flatMap(({ role }) => (role !== undefined && rolesOfOne.includes(role) ? [role] : [])),
  );
  return new Map(
    [...models].map(([id, model]) => {
      const isReplaced = model.role !== undefined && taken.has(model.role) && named[id]?.role === undefined;
      return [id, isReplaced ? { ...model, role: 'worker' } : model];
    }),
  );
}

/**
 * Reads `.claude/models/registry.md`. Its models are joined with the default roster: an entry changes the model of that id,
 * field by field, or adds one; models that the file does not name stay as they are by default, so that routing can still use
 * them. `clis` are the CLIs that the user's settings define. The value is undefined when the file has an error.
 */
export function readRegistry(
  text: string,
  file: string,
  clis: readonly string[] = [],
): WithProblems<ModelRegistry | undefined> {
  const { source, problems: syntax } = readYaml(text, file, ['models']);
  if (!source) return { value: undefined, problems: syntax };
  const { value, problems } = validate(registryFileSchema, source, 'warning');
  if (!value) return { value: undefined, problems };
  const roster = defaultRegistry();
  const models = new Map(roster);
  const missing: Problem[] = [];
  for (const [id, entry] of Object.entries(value.models)) {
    const known = roster.get(id);
    const provider = entry.provider ?? known?.provider;
    if (provider === undefined) missing.push(missingProvider(source, id));
    else models.set(id, modelOf(id, provider, entry, known));
  }
  const warnings = modelWarnings(value.models, source, clis);
  return {
    value: missing.length > 0 ? undefined : withoutReplaced(models, value.models),
    problems: inFileOrder([...problems, ...missing, ...warnings]),
  };
}
