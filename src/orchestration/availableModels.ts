import type { Failure } from '../core/failure';
import type { RunContext } from './runDependencies';

type Reach = Pick<RunContext, 'configuration' | 'adapters'>;

/** The models whose CLI is on this machine, in the registry's order; starts nothing. */
export async function availableModels(context: Reach): Promise<readonly string[]> {
  const found = await Promise.all(
    [...context.configuration.registry.values()].map(async (model) => {
      const availability = await context.adapters(model)?.availability();
      return availability?.available === true ? [model.id] : [];
    }),
  );
  return found.flat();
}

/** What is wrong with the paths that the user's settings give for CLIs, once a CLI. */
async function wrongPaths({ configuration, adapters }: Reach): Promise<readonly string[]> {
  const { registry, settings } = configuration;
  const isSet = (cli: string) => (settings.clis[cli]?.path ?? 'auto') !== 'auto';
  const reasons = await Promise.all(
    [...registry.values()].map(async (model) => {
      const { cli } = model;
      if (cli === undefined || !(isSet(cli) || isSet(programName(cli)))) return [];
      const availability = await adapters(model)?.availability();
      return availability?.available === false ? [availability.reason] : [];
    }),
  );
  return [...new Set(reasons.flat())];
}

/** Why a run can not even begin: no CLI of the registry is here, and no Ollama answers where one could. */
export async function noModelFailure(reach: Reach): Promise<Failure> {
  const { registry } = reach.configuration;
  const clis = new Set(
    [...registry.values()].flatMap((model) => (model.cli === undefined ? [] : [programName(model.cli)])),
  );
  const server = clis.delete('ollama') ? ', and no Ollama answers' : '';
  const wrong = await wrongPaths(reach);
  const next =
    wrong.length > 0
      ? wrong.join(' ')
      : 'Install one and sign in, or name its path in your settings (clis.<name>.path). `mao doctor` tells more.';
  const message = `MAO needs at least one model CLI. Found none of ${[...clis].join(', ')} on your PATH${server}. ${next}`;
  return { code: 'not-installed', message };
}

/** The registry says `openai` where the program is called `codex`. */
function programName(cli: string): string {
  return cli === 'openai' ? 'codex' : cli;
}
