import type { ModelRegistry } from '../core/modelSpec';
import type { Problem, WithProblems } from '../core/problem';
import type { Route, Routing } from '../core/route';
import { developmentTaskOf } from '../core/taskAlias';
import type { DataSource } from './dataSource';
import { defaultRouting } from './defaultRouting';
import type { RoutingFile } from './fileSchemas';
import { routingFileSchema } from './fileSchemas';
import { qaDimensions } from './qaDimensions';
import { readYaml } from './readYaml';
import { routeOf } from './routeOf';
import { idleTasks, nearlyKnownTasks, unknownModels } from './routeProblems';
import { inFileOrder, problemAt } from './sourceRange';
import { validate } from './validate';

type Entries = NonNullable<RoutingFile['development']>;

function routesOver(defaults: ReadonlyMap<string, Route>, entries: Entries = {}): ReadonlyMap<string, Route> {
  return new Map([...defaults, ...Object.entries(entries).map(([id, entry]) => [id, routeOf(entry)] as const)]);
}

/** `schema_design` and `schemas` are one workstream; giving both is a mistake. */
function sameTaskTwice(entries: Entries, source: DataSource): readonly Problem[] {
  const seen = new Map<string, string>();
  return Object.keys(entries).flatMap((id) => {
    const task = developmentTaskOf(id);
    const first = seen.get(task);
    seen.set(task, first ?? id);
    if (first === undefined) return [];
    const message = `"${id}" and "${first}" are the same workstream. Remove one of them.`;
    return [problemAt(source.file, source.locate(['development', id], 'key'), 'error', message)];
  });
}

/**
 * Reads `.claude/models/task-routing.md`. Its routes are laid over the default ones: a task that the file does not name keeps
 * its default route (`qaDimensions` tells how weights work out). Every model must be in `registry`. The value is undefined when
 * the file has an error.
 */
export function readRouting(text: string, file: string, registry: ModelRegistry): WithProblems<Routing | undefined> {
  const { source, problems: syntax } = readYaml(text, file, ['development', 'qa', 'pre_flight', 'journal']);
  if (!source) return { value: undefined, problems: syntax };
  const { value, problems: schema } = validate(routingFileSchema, source, 'warning');
  if (!value) return { value: undefined, problems: schema };

  const defaults = defaultRouting();
  const development = value.development ?? {};
  const qa = value.qa ? qaDimensions(value.qa, defaults.qa, source) : { dimensions: defaults.qa, problems: [] };
  const problems = inFileOrder([
    ...schema,
    ...unknownModels(value, source, registry),
    ...sameTaskTwice(development, source),
    ...nearlyKnownTasks(source, Object.keys(development)),
    ...qa.problems,
    ...idleTasks(source, 'pre_flight', Object.keys(value.pre_flight ?? {}), [...defaults.preFlight.keys()]),
    ...idleTasks(source, 'journal', Object.keys(value.journal ?? {}), [...defaults.journal.keys()]),
  ]);
  if (problems.some(({ severity }) => severity === 'error')) return { value: undefined, problems };
  const byTask = Object.fromEntries(Object.entries(development).map(([id, entry]) => [developmentTaskOf(id), entry]));
  return {
    value: {
      development: routesOver(defaults.development, byTask),
      qa: qa.dimensions,
      preFlight: routesOver(defaults.preFlight, value.pre_flight),
      journal: routesOver(defaults.journal, value.journal),
    },
    problems,
  };
}
