import type { Cooldown } from '../../../src/core/cooldown';
import type { Failure } from '../../../src/core/failure';
import { machineSettingsSchema } from '../../../src/core/machineSettings';
import type { ModelSpec } from '../../../src/core/modelSpec';
import type { Cooldowns } from '../../../src/core/ports/cooldowns';
import { nullLogger } from '../../../src/core/ports/logger';
import type { RunEventBody } from '../../../src/core/runEvent';
import type { RunState } from '../../../src/core/runState';
import type { ChainContext, ChainResult, Takeover } from '../../../src/orchestration/fallbackRun';
import { runChain } from '../../../src/orchestration/fallbackRun';
import { ModelGate } from '../../../src/orchestration/modelGate';
import { reduceRun } from '../../../src/orchestration/reduceRun';
import type { AttemptResult } from '../../../src/orchestration/runAttempt';

const spec = (id: string, cli: string): [string, ModelSpec] => [
  id,
  { id, provider: cli, cli, capabilities: [], model: `${id}-id` },
];

/** Cool-downs in memory. */
export function memoryCooldowns(): Cooldowns {
  const kept = new Map<string, Cooldown>();
  const key = (cli: string, model: string) => `${cli} ${model}`;
  return {
    find: (cli, model) => Promise.resolve(kept.get(key(cli, model))),
    save: (cooldown) => Promise.resolve(void kept.set(key(cooldown.cli, cooldown.model), cooldown)),
    clear: (cli, model) => Promise.resolve(void kept.delete(key(cli, model))),
    list: () => Promise.resolve([...kept.values()]),
  };
}

/** A chain of models over a real gate, a clock that only sleeping moves, and attempts that end as scripted. */
export class ChainLab {
  now = new Date('2026-11-23T10:00:00.000Z');
  readonly events: RunEventBody[] = [];
  readonly ended: Failure[] = [];
  /** What was attempted, with the takeover that the prompt told of. */
  readonly attempts: { readonly model: string; readonly number: number; readonly takeover: Takeover | undefined }[] =
    [];
  readonly slept: number[] = [];
  readonly cooldowns: Cooldowns;
  readonly gate: ModelGate;
  readonly context: ChainContext;
  private readonly stop = new AbortController();
  /** Runs while the chain sleeps. */
  onSleep: (stop: AbortController) => void = () => undefined;

  constructor(settings: object = {}, cooldowns = memoryCooldowns(), state?: Pick<RunState, 'tasks'>) {
    this.cooldowns = cooldowns;
    const emit = (event: RunEventBody) => void this.events.push(event);
    const parsed = machineSettingsSchema.parse(settings);
    const clock = {
      now: () => this.now,
      sleep: (ms: number) => {
        this.slept.push(ms);
        this.now = new Date(this.now.getTime() + ms);
        this.onSleep(this.stop);
        return Promise.resolve();
      },
    };
    const empty = reduceRun(undefined, {
      type: 'run-start',
      command: 'develop',
      sections: ['1'],
      transport: 'direct',
      workspace: '/w',
      time: '2026-11-23T10:00:00.000Z',
      runId: 'r',
      seq: 1,
    });
    this.gate = new ModelGate({
      settings: parsed,
      cooldowns,
      clock,
      logger: nullLogger,
      emit,
      state: () => ({ ...empty, ...state }),
      endRun: (failure) => void this.ended.push(failure),
    });
    this.context = {
      gate: this.gate,
      clock,
      emit,
      signal: this.stop.signal,
      ending: new AbortController().signal,
      adapters: () => undefined,
      configuration: {
        registry: new Map([spec('gemini-pro', 'gemini'), spec('sonnet', 'claude'), spec('opus', 'claude')]),
        routing: { development: new Map(), qa: new Map(), preFlight: new Map(), journal: new Map() },
        mcpServers: new Map(),
        settings: parsed,
        templates: new Map(),
      },
    };
  }

  /** Runs a chain of models whose attempts end as the script says, in order of their making. */
  async run(models: readonly string[], script: readonly (Failure | 'ok')[]): Promise<ChainResult> {
    const left = [...script];
    return runChain(this.context, {
      title: 'Schema generation',
      models,
      place: { section: '1', workstream: 'schemas' },
      attempt: (model, number, takeover) => this.attempt(model, number, takeover, left),
    });
  }

  said(): readonly string[] {
    return this.events.flatMap((event) => (event.type === 'log' || event.type === 'fallback' ? [event.message] : []));
  }

  private async attempt(
    model: string,
    number: number,
    takeover: Takeover | undefined,
    script: (Failure | 'ok')[],
  ): Promise<AttemptResult> {
    const found = this.context.configuration.registry.get(model);
    if (!found) throw new Error(`no model ${model}`);
    const gated = { spec: found, cli: found.cli ?? '' };
    const closed = await this.gate.judge(gated);
    if (closed) return { outcome: 'skipped', failure: closed };
    this.attempts.push({ model, number, takeover });
    const end = script.shift();
    if (end === undefined) throw new Error(`nothing is scripted for ${model}`);
    await this.gate.learn(gated, this.now, end === 'ok' ? undefined : end);
    return end === 'ok' ? { outcome: 'succeeded', text: 'done' } : { outcome: 'failed', failure: end, text: '' };
  }
}
