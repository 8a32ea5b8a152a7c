import type { Failure } from '../core/failure';
import type { ModelRegistry } from '../core/modelSpec';
import type { RunContext } from './runDependencies';

/** The models whose CLI is on this machine, in the registry's order; starts nothing. */
export async function availableModels(
  context: Pick<RunContext, 'configuration' | 'adapters'>,
): Promise<readonly string[]> {
  const found = await Promise.all(
    [...context.configuration.registry.values()].map(async (model) => {
      const availability = await context.adapters(model)?.availability();
      return availability?.available === true ? [model.id] : [];
    }),
  );
  return found.flat();
}

/** Why a run can not even begin: no CLI of the registry is here, and no Ollama answers where one could. */
export function noModelFailure(registry: ModelRegistry): Failure {
  const clis = new Set(
    [...registry.values()].flatMap((model) => (model.cli === undefined ? [] : [programName(model.cli)])),
  );
  const server = clis.delete('ollama') ? ', and no Ollama answers' : '';
  const names = [...clis].join(', ');
  const message = `MAO needs at least one model CLI. Found none of ${names} on your PATH${server}. Install one and sign in, or name its path in your settings (clis.<name>.path).`;
  return { code: 'not-installed', message };
}

/** The registry says `openai` where the program is called `codex`. */
function programName(cli: string): string {
  return cli === 'openai' ? 'codex' : cli;
}
