import * as z from 'zod';

/** Which model does a task, and who takes over when it fails (in order). */
export const routeSchema = z.object({ primary: z.string(), fallback: z.array(z.string()) });

export type Route = Readonly<z.infer<typeof routeSchema>>;

/** A QA dimension's route with its weight in percent. */
export interface DimensionRoute extends Route {
  readonly weight: number;
}

/** The routing rules (`.claude/models/task-routing.md`): task id to route, by area. */
export interface Routing {
  readonly development: ReadonlyMap<string, Route>;
  readonly qa: ReadonlyMap<string, DimensionRoute>;
  readonly preFlight: ReadonlyMap<string, Route>;
  readonly journal: ReadonlyMap<string, Route>;
}
