import type { AdapterEvent, AttemptEnd } from '../../src/core/adapterEvent';
import type { ModelSpec } from '../../src/core/modelSpec';
import type { Access, AttemptRequest, ModelAdapter } from '../../src/core/ports/modelAdapter';
import { renderPromptHeader } from '../../src/core/promptHeader';
import type { CliName } from './cliHome';

const models: Readonly<Record<CliName, Pick<ModelSpec, 'id' | 'provider' | 'cli' | 'model'>>> = {
  claude: { id: 'sonnet', provider: 'anthropic', cli: 'claude', model: 'sonnet' },
  codex: { id: 'gpt-codex', provider: 'openai', cli: 'codex', model: 'gpt-5.1-codex' },
  gemini: { id: 'gemini-pro', provider: 'google', cli: 'gemini', model: 'gemini-2.5-pro' },
};

/** An attempt at the workstream `name`, by which the scripted API knows what to answer. */
export function requestFor(cli: CliName, name: string, access: Access, workdir: string): AttemptRequest {
  const header = renderPromptHeader({
    task: 'workstream',
    run: 'r1',
    section: '2',
    workstream: name,
    attempt: 1,
    workdir,
  });
  return {
    model: { ...models[cli], capabilities: [], thinking: 'high' },
    prompt: `${header}Do what was agreed.`,
    workdir,
    access,
    limits: { idleSeconds: 30, attemptSeconds: 60 },
  };
}

/** What one attempt told, in order, and how it ended. */
export interface AttemptRecord {
  readonly events: readonly AdapterEvent[];
  readonly end: AttemptEnd;
  readonly text: string;
  /** The heads of the process groups that it started. */
  readonly pids: readonly number[];
  readonly seconds: number;
}

/** Runs an attempt to its end; `watch` sees every event as it comes. */
export async function runAttempt(
  adapter: ModelAdapter,
  request: AttemptRequest,
  signal = new AbortController().signal,
  watch: (event: AdapterEvent) => void = () => undefined,
): Promise<AttemptRecord> {
  const started = Date.now();
  const events: AdapterEvent[] = [];
  for await (const event of adapter.run(request, signal)) {
    events.push(event);
    watch(event);
  }
  const ends = events.filter((event) => event.type === 'end');
  const [end] = ends;
  if (!end || ends.length > 1 || events.at(-1) !== end) throw new Error('An attempt ends once, with its last event.');
  return {
    events,
    end,
    text: events.map((event) => (event.type === 'text-delta' ? event.text : '')).join(''),
    pids: events.flatMap((event) => (event.type === 'start' ? [event.pid] : [])),
    seconds: (Date.now() - started) / 1000,
  };
}
