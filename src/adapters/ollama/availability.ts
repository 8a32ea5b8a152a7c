import type { CliSettings } from '../../core/machineSettings';
import type { Clock } from '../../core/ports/clock';
import type { Availability } from '../../core/ports/modelAdapter';
import { watchAttempt } from '../common/attemptWatch';
import { parseJsonLine } from '../common/parseJsonLine';
import { unreachable } from './failures';
import { tagsSchema } from './lines';
import { bodyStart, sendHttp } from './sendHttp';
import { routeOf, shownServer } from './server';

/** How long an Ollama may take to say that it is there. */
const patienceSeconds = 2;

/** The most of a list of models that is read. */
const maxBytes = 4 * 1024 * 1024;

/** Whether an Ollama answers at `clis.ollama.url`; never waits longer than two seconds. */
export async function ollamaAvailability(settings: CliSettings, clock: Clock): Promise<Availability> {
  const server = shownServer(settings);
  const limits = { idleSeconds: 0, attemptSeconds: patienceSeconds };
  const watch = watchAttempt(limits, clock, new AbortController().signal);
  try {
    const response = await sendHttp({ url: routeOf(settings, 'api/tags'), signal: watch.signal });
    const body = await bodyStart(response, maxBytes);
    if (response.statusCode === 200 && parseJsonLine(tagsSchema, body.trim())) return { available: true, path: server };
    return {
      available: false,
      reason: `What answers at ${server} is no Ollama (${response.statusCode ?? 'no'} status). Correct clis.ollama.url.`,
    };
  } catch (error) {
    if (watch.why() === undefined) return { available: false, reason: unreachable(server, error).message };
    return {
      available: false,
      reason: `Ollama at ${server} did not answer within ${patienceSeconds} s. Check that it runs, and clis.ollama.url.`,
    };
  } finally {
    watch.dispose();
  }
}
