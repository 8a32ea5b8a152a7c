import { inEmptyFolder } from '../../adapters/common/emptyFolder';
import type { AttemptEnd } from '../../core/adapterEvent';
import type { Diagnosis } from '../../core/diagnosis';
import type { ModelSpec } from '../../core/modelSpec';
import type { CheckedCli } from './checkCli';
import { reachableOf } from './checkModels';
import type { DoctorInput } from './doctorInput';
import { well, wrong } from './finding';

const prompt = 'This is a test of the connection. Answer with the one word OK and do nothing else.\n';
const limits = { idleSeconds: 60, attemptSeconds: 90 } as const;

/** Asks one model of each CLI that can be reached for one word: how long it took, or why it failed. */
export function probeModels(
  input: DoctorInput,
  clis: readonly CheckedCli[],
  signal: AbortSignal,
): Promise<readonly Diagnosis[]> {
  const asked = clis.flatMap((cli) => {
    const model = cheapest(reachableOf(cli));
    return model ? [model] : [];
  });
  return Promise.all(asked.map((model) => probe(input, model, signal)));
}

/** The models that the specification made for small things first, else the one named last. */
function cheapest(models: readonly ModelSpec[]): ModelSpec | undefined {
  return models.find(({ capabilities }) => capabilities.includes('speed')) ?? models.at(-1);
}

async function probe({ adapters }: DoctorInput, model: ModelSpec, signal: AbortSignal): Promise<Diagnosis> {
  const subject = { id: `probe-${model.id}`, area: 'models', title: `${model.id} answers` } as const;
  const started = performance.now();
  return inEmptyFolder(async (workdir) => {
    const request = { model, thinking: 'standard', prompt, workdir, access: 'none', limits } as const;
    let end: AttemptEnd | undefined;
    for await (const event of adapters(model)?.run(request, signal) ?? []) {
      if (event.type === 'end') end = event;
    }
    const answerMs = Math.round(performance.now() - started);
    const facts = { model: model.id, answerMs };
    const took = `${(answerMs / 1000).toFixed(1)} s`;
    if (end?.outcome === 'succeeded') return well(subject, took, facts);
    const failure = end?.outcome === 'failed' ? end.failure : { code: 'cancelled', message: 'It was cancelled.' };
    return wrong(subject, `no: ${failure.code} after ${took}`, failure.message, { ...facts, failure: failure.code });
  });
}
