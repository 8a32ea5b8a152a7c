import type { Diagnosis } from '../../core/diagnosis';
import type { ModelSpec } from '../../core/modelSpec';
import { type CheckedCli, checkCli } from './checkCli';
import type { DoctorInput } from './doctorInput';
import { well, wrong } from './finding';

/** All CLIs of the registry, looked at at once, in the registry's order. */
export function checkClis(input: DoctorInput, signal: AbortSignal): Promise<readonly CheckedCli[]> {
  const { registry } = input.loaded.configuration;
  const models = [...registry.values()].filter((model) => model.cli !== undefined);
  const byCli = Map.groupBy(models, (model) => programOf(input, model));
  return Promise.all([...byCli].map(([cli, served]) => checkCli(input, cli, served, signal)));
}

/** The registry says `openai` where the program is called `codex`; the adapter knows. */
function programOf({ adapters }: DoctorInput, model: ModelSpec): string {
  return adapters(model)?.cli ?? model.cli ?? '';
}

/** The models that MAO can reach, in the registry's order; that there is none is what makes everything else idle. */
export function checkReachable(clis: readonly CheckedCli[]): {
  readonly diagnosis: Diagnosis;
  readonly reachable: readonly string[];
} {
  const subject = { id: 'models', area: 'models', title: 'Models' } as const;
  const reachable = clis.flatMap((cli) => reachableOf(cli).map(({ id }) => id));
  const all = clis.flatMap(({ models }) => models).length;
  const found = `${reachable.length} of ${all} can be reached`;
  const todo = 'Install and sign in to at least one of the CLIs below; each line says how.';
  const diagnosis =
    reachable.length > 0 ? well(subject, found, { reachable }) : wrong(subject, found, todo, { reachable });
  return { diagnosis, reachable };
}

/** The models of a CLI that can be asked. */
export function reachableOf({ reachable, models, lacking = [] }: CheckedCli): readonly ModelSpec[] {
  return reachable ? models.filter((model) => !lacking.includes(model)) : [];
}
