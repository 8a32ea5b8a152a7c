import type { Configuration } from '../core/configuration';
import type { AdapterLookup } from '../core/ports/modelAdapter';
import type { CliView } from '../orchestration/engine';

/** Every CLI (or server) that a model of the registry names, whether it is there, and the models it serves; starts none. */
export async function listClis(
  { registry, settings }: Pick<Configuration, 'registry' | 'settings'>,
  adapters: AdapterLookup,
): Promise<readonly CliView[]> {
  const models = [...registry.values()].filter((model) => model.cli !== undefined);
  const byCli = Map.groupBy(models, (model) => adapters(model)?.cli ?? model.cli ?? '');
  return Promise.all(
    [...byCli].map(async ([cli, served]) => {
      const adapter = served[0] && adapters(served[0]);
      const reason = `Your settings do not define ${cli}: set clis.${cli}.path.`;
      const availability = (await adapter?.availability()) ?? { available: false as const, reason };
      const [model] = served;
      const request = model && {
        model,
        prompt: '',
        workdir: '',
        access: 'read-only' as const,
        limits: settings.limits,
      };
      const pays = request && (await adapter?.preview?.(request))?.pays;
      return { cli, availability, models: served, ...(pays === undefined ? {} : { pays }) };
    }),
  );
}
