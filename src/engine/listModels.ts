import type { CliState } from '../core/cliState';
import type { Configuration } from '../core/configuration';
import type { Cooldowns } from '../core/ports/cooldowns';
import type { AdapterLookup } from '../core/ports/modelAdapter';
import type { RunArchive } from '../core/ports/runArchive';
import { restLeft } from '../orchestration/cooldown';
import { RecordCount } from '../orchestration/modelRecords';
import { listClis } from './listClis';

/** What the list of models is made of; the engine's parts. */
export interface ModelsInput {
  readonly archive: RunArchive;
  loadConfiguration(): Promise<{ readonly configuration: Configuration }>;
  adapters(configuration: Configuration): AdapterLookup;
  cooldowns(configuration: Configuration): Cooldowns;
}

/** Every CLI with its models: whether it is there, who rests, how each did in the runs of this workspace; starts nothing. */
export async function listModels(input: ModelsInput, now: Date): Promise<readonly CliState[]> {
  const { configuration } = await input.loadConfiguration();
  const [clis, cooldowns, records] = await Promise.all([
    listClis(configuration, input.adapters(configuration)),
    input.cooldowns(configuration).list(),
    countRecords(input.archive),
  ]);
  const resting = cooldowns.filter((cooldown) => restLeft(cooldown, now) > 0);
  return clis.map(({ cli, availability, models }) => ({
    cli,
    availability,
    signIn: records.signIns.get(cli),
    models: models.map((model) => ({
      model,
      cooldown: resting.find((rest) => rest.cli === cli && rest.model === model.model),
      record: records.models.get(model.id),
    })),
  }));
}

async function countRecords(archive: RunArchive): Promise<RecordCount> {
  const count = new RecordCount();
  for (const runId of await archive.listIds()) await count.add(archive.readMilestones(runId));
  return count;
}
