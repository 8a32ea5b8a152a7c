import type { Diagnosis } from '../../core/diagnosis';
import { restLeft, untilText } from '../../orchestration/cooldown';
import type { DoctorInput } from './doctorInput';
import { doubtful, well } from './finding';

/** The models that rest after a limit: MAO skips them until then. */
export async function checkCooldowns({ cooldowns, loaded, adapters }: DoctorInput, now: Date): Promise<Diagnosis> {
  const subject = { id: 'cooldowns', area: 'models', title: 'Resting after a limit' } as const;
  const resting = (await cooldowns.list()).filter((cooldown) => restLeft(cooldown, now) > 0);
  const ofModels = [...loaded.configuration.registry.values()].flatMap((model) => {
    const cooldown = resting.find(({ cli, model: id }) => cli === adapters(model)?.cli && id === model.model);
    return cooldown ? [{ id: model.id, cooldown }] : [];
  });
  if (ofModels.length === 0) return well(subject, 'none', { models: [] });
  const found = ofModels.map(({ id, cooldown }) => `${id} ${untilText(cooldown, now)}, ${cooldown.reason}`).join(' · ');
  const todo = 'Nothing: MAO skips these models until then and takes their fallbacks.';
  return doubtful(subject, found, todo, { models: ofModels.map(({ id }) => id) });
}
