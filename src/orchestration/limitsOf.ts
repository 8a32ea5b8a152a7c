import type { Configuration } from '../core/configuration';
import { cliSettings } from '../core/machineSettings';

/** The limits under which attempts run: all together, per CLI (settings), per model (registry). */
export function limitsOf(configuration: Configuration): ReadonlyMap<string, number> {
  const { settings, registry } = configuration;
  const limits = new Map<string, number>([['all', settings.maxParallel]]);
  for (const name of Object.keys(settings.clis)) {
    const cli = name === 'openai' ? 'codex' : name;
    const { maxParallel } = cliSettings(settings, cli);
    if (maxParallel !== undefined) limits.set(`cli:${cli}`, maxParallel);
  }
  for (const model of registry.values()) {
    if (model.maxParallel !== undefined) limits.set(`model:${model.id}`, model.maxParallel);
  }
  return limits;
}
