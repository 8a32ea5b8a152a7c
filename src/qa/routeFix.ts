import type { ModelRegistry } from '../core/modelSpec';
import type { Route, Routing } from '../core/route';
import { developmentTaskOf } from '../core/taskAlias';

const isTest = (file: string) =>
  /(^|\/)(tests?|specs?|__tests__)\/|[._-](test|spec)\.[^/]+$|(^|\/)test_[^/]+$/i.test(file);

/** The development task that a fix is most like. */
function taskOf(finding: { readonly file: string; readonly dimensions: readonly string[] }): string {
  if (isTest(finding.file)) return 'tests';
  const [dimension] = finding.dimensions;
  if (dimension === 'type_safety') return 'schemas';
  return dimension === 'security' ? 'core_logic' : 'implementation';
}

function routeOf(task: string, routing: Routing): Route | undefined {
  return routing.development.get(task) ?? [...routing.development].find(([id]) => developmentTaskOf(id) === task)?.[1];
}

/** The development route that a fix of this finding follows: that of the like task, else that of implementation. */
export function fixRoute(
  finding: { readonly file: string; readonly dimensions: readonly string[] },
  routing: Routing,
): Route | undefined {
  return routeOf(taskOf(finding), routing) ?? routeOf('implementation', routing);
}

/** The model that fixes a finding by the routing rules: that of the like development task, else that of implementation, else the first of the registry. */
export function routeFix(
  finding: { readonly file: string; readonly dimensions: readonly string[] },
  routing: Routing,
  registry: ModelRegistry,
): string | undefined {
  const routes = [routeOf(taskOf(finding), routing), routeOf('implementation', routing)];
  const wanted = routes.flatMap((route) => (route ? [route.primary, ...route.fallback] : []));
  return wanted.find((id) => registry.has(id)) ?? registry.keys().next().value;
}
