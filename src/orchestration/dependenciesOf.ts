import type { RunState } from '../core/runState';
import { workstreamGraph } from '../planning/workstreamGraph';

/** What each workstream of a run builds on, by key: workstreams of its own section, and all of the sections that its section builds on. */
export function dependenciesOf({ plan, workstreams }: RunState): ReadonlyMap<string, readonly string[]> {
  const planned = plan ? workstreamGraph(plan).map(({ key, dependsOn }) => [key, dependsOn] as const) : [];
  return new Map([...workstreams.map(({ key, dependsOn }) => [key, dependsOn] as const), ...planned]);
}
