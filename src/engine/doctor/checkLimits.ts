import type { Diagnosis } from '../../core/diagnosis';
import { cliSettings } from '../../core/machineSettings';
import type { DoctorInput } from './doctorInput';
import { doubtful, well } from './finding';

/** The limits in force: attempts at once, silence, whole attempt, budget. */
export function checkLimits({ loaded }: DoctorInput): Diagnosis {
  const subject = { id: 'limits', area: 'machine', title: 'Limits' } as const;
  const { settings, registry } = loaded.configuration;
  const { idleSeconds, attemptSeconds, checkSeconds } = settings.limits;
  const { tokens, costUsd } = settings.budget;
  const clis = new Set([...registry.values()].flatMap(({ cli }) => (cli === undefined ? [] : [cli])));
  const ofClis = [...clis].flatMap((cli) => {
    const { maxParallel } = cliSettings(settings, cli);
    return maxParallel === undefined ? [] : [`${cli} ${maxParallel}`];
  });
  const atOnce = [`${settings.maxParallel} at once`, ...ofClis].join(', ');
  const budget = [...(tokens === null ? [] : [`${tokens} tokens`]), ...(costUsd === null ? [] : [`$${costUsd}`])];
  const found = [
    atOnce,
    `${idleSeconds} s of silence`,
    `${attemptSeconds} s an attempt`,
    `${checkSeconds} s a check`,
    budget.length === 0 ? 'no budget' : `budget ${budget.join(', ')}`,
  ].join(' · ');
  const facts = { maxParallel: settings.maxParallel, idleSeconds, attemptSeconds, checkSeconds };
  if (idleSeconds <= attemptSeconds) return well(subject, found, facts);
  const todo = 'Silence is never noticed before the attempt ends: set limits.idleSeconds below limits.attemptSeconds.';
  return doubtful(subject, found, todo, facts);
}
