import * as z from 'zod';
import type { CliSettings } from '../../core/machineSettings';
import { parseJsonLine } from '../common/parseJsonLine';
import { bodyStart, sendHttp } from './sendHttp';
import { routeOf } from './server';

const namesSchema = z.object({ models: z.array(z.object({ name: z.string() })).nullable() });

/** The most of a list of models that is read. */
const maxBytes = 4 * 1024 * 1024;

/** The names of the models that an Ollama has; undefined when it does not tell before `signal` aborts. */
export async function listModels(settings: CliSettings, signal: AbortSignal): Promise<readonly string[] | undefined> {
  try {
    const response = await sendHttp({ url: routeOf(settings, 'api/tags'), signal });
    const list = parseJsonLine(namesSchema, (await bodyStart(response, maxBytes)).trim());
    return list && (list.models ?? []).map(({ name }) => name);
  } catch {
    return undefined; // whether it answers at all is told by its availability
  }
}

/** Whether the list has a model; a name without a tag means its `latest`. */
export function hasModel(names: readonly string[], model: string): boolean {
  const tagged = (name: string) => (name.includes(':') ? name : `${name}:latest`);
  return names.some((name) => tagged(name) === tagged(model));
}
