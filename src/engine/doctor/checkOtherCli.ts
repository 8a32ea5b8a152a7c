import { hasModel, listModels } from '../../adapters/ollama/listModels';
import { cliSettings } from '../../core/machineSettings';
import type { ModelSpec } from '../../core/modelSpec';
import type { CheckedCli } from './checkCli';
import type { DoctorInput } from './doctorInput';
import { doubtful, well } from './finding';

/** How long an Ollama may take to list its models. */
const patienceMs = 2000;

/** Looks for a CLI that the user's settings define, or for Ollama and the models that it has. */
export async function checkOtherCli(
  input: DoctorInput,
  cli: string,
  models: readonly ModelSpec[],
  signal: AbortSignal,
): Promise<CheckedCli> {
  const subject = { id: `cli-${cli}`, area: 'models', title: cli === 'ollama' ? 'Ollama' : cli } as const;
  const served = models.map(({ id }) => id);
  const facts = { cli, models: served };
  const adapter = models[0] && input.adapters(models[0]);
  if (!adapter) {
    const todo = `Say what program it is in clis.${cli} of your settings, or take ${served.join(', ')} out of .claude/models/registry.md.`;
    return { reachable: false, models, diagnosis: doubtful(subject, 'MAO does not know this CLI', todo, facts) };
  }
  const availability = await adapter.availability();
  if (!availability.available) {
    return { reachable: false, models, diagnosis: doubtful(subject, 'not there', availability.reason, facts) };
  }
  const { path } = availability;
  const found = `${served.join(', ')} · ${path}`;
  const there = { ...facts, path };
  if (cli !== 'ollama') return { reachable: true, models, diagnosis: well(subject, found, there) };
  return { models, ...(await checkOllamaModels(input, models, subject, found, there, signal)) };
}

async function checkOllamaModels(
  { loaded }: DoctorInput,
  models: readonly ModelSpec[],
  subject: Parameters<typeof well>[0],
  found: string,
  facts: NonNullable<Parameters<typeof well>[2]>,
  signal: AbortSignal,
): Promise<Omit<CheckedCli, 'models'>> {
  const settings = cliSettings(loaded.configuration.settings, 'ollama');
  const names = await listModels(settings, AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]));
  const missing = names ? models.filter(({ model }) => !hasModel(names, model)) : [];
  const all = { ...facts, pulled: [...(names ?? [])] };
  if (missing.length === 0) return { reachable: true, diagnosis: well(subject, found, all) };
  const todo = `Pull what is missing: ${missing.map(({ model }) => `\`ollama pull ${model}\``).join(', ')}.`;
  const without = doubtful(subject, `${found} · without ${missing.map(({ model }) => model).join(', ')}`, todo, all);
  return { reachable: missing.length < models.length, lacking: missing, diagnosis: without };
}
