import type { Failure } from '../core/failure';
import type { MachineSettings } from '../core/machineSettings';
import type { ModelSpec } from '../core/modelSpec';
import type { Clock } from '../core/ports/clock';
import type { Cooldowns } from '../core/ports/cooldowns';
import type { Logger } from '../core/ports/logger';
import type { RunState } from '../core/runState';
import { budgetFailure, spendingOf } from './budget';
import { cooldownAfter, isLimit, restLeft, untilText } from './cooldown';
import type { Emit } from './runEmitter';

/** What the gate works with. `endRun` ends the whole run with a failure, at once. */
export interface GateOptions {
  readonly settings: MachineSettings;
  readonly cooldowns: Cooldowns;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly emit: Emit;
  readonly state: () => RunState;
  readonly endRun: (failure: Failure) => void;
}

/** A model that rests, and until when (ISO). */
export interface Resting {
  readonly model: string;
  readonly until: string;
  readonly failure: Failure;
}

/** Who a model is for the gate: its place in the registry, and the CLI that it is reached by. */
export interface GatedModel {
  readonly spec: ModelSpec;
  readonly cli: string;
}

/** Who signs in: a CLI for all its models; over PAL each provider has a key of its own. */
const accountOf = ({ spec, cli }: GatedModel) => (cli === 'pal' ? `${spec.provider} (over PAL)` : cli);

/**
 * Stands before every attempt of a run: whether a model may be started at all, by the run's budget, by the sign-ins that
 * were found missing, and by the rests that limits gave. Learns from how attempts end. Never throws: rests that can not be
 * read or written count as none, and the log says so.
 */
export class ModelGate {
  /** CLIs (over PAL: providers) that turned out signed out in this run, with what they said. */
  private readonly signedOut = new Map<string, Failure>();
  private budgetSaid = false;
  private unpricedSaid = false;

  constructor(private readonly options: GateOptions) {}

  /** Why this model is not started now; undefined: it may be. */
  async judge({ spec, cli }: GatedModel): Promise<Failure | undefined> {
    return (
      this.overBudget() ?? this.signedOut.get(accountOf({ spec, cli })) ?? (await this.resting({ spec, cli }))?.failure
    );
  }

  /** Whether this CLI turned out signed out in this run. */
  isSignedOut(cli: string): boolean {
    return this.signedOut.has(cli);
  }

  /** The rest of a model, if it takes one now. */
  async resting({ spec, cli }: GatedModel): Promise<Resting | undefined> {
    const { cooldowns, clock } = this.options;
    const cooldown = await this.trying(() => cooldowns.find(cli, spec.model));
    const now = clock.now();
    if (!cooldown || restLeft(cooldown, now) <= 0) return undefined;
    const message = `${spec.id} is cooling down ${untilText(cooldown, now)} after ${cooldown.reason}; it is not started.`;
    return {
      model: spec.id,
      until: cooldown.until,
      failure: { code: cooldown.reason, message, retryAt: cooldown.until },
    };
  }

  /** Takes how an attempt ended: a success ends the model's rest, a limit begins one. `failure` undefined: it succeeded. */
  async learn({ spec, cli }: GatedModel, startedAt: Date, failure: Failure | undefined): Promise<void> {
    const { cooldowns, clock, emit, endRun } = this.options;
    if (!failure) {
      await this.trying(async () => {
        if (await cooldowns.find(cli, spec.model)) await cooldowns.clear(cli, spec.model);
      });
      return;
    }
    if (isLimit(failure.code)) {
      const of = { cli, model: spec.model, startedAt };
      await this.trying(async () => {
        const next = cooldownAfter(of, failure, await cooldowns.find(cli, spec.model), clock.now());
        await cooldowns.save(next);
        const rest = `cools down ${untilText(next, clock.now())}`;
        emit(
          failure.code === 'quota-exhausted'
            ? { type: 'log', level: 'warning', model: spec.id, message: `${spec.id} ${rest}. ${failure.message}` }
            : { type: 'log', level: 'info', model: spec.id, message: `${spec.id} ${rest} (${failure.code}).` },
        );
      });
    }
    const account = accountOf({ spec, cli });
    if (failure.code === 'not-signed-in' && !this.signedOut.has(account)) {
      this.signedOut.set(account, failure);
      emit({
        type: 'log',
        level: 'warning',
        model: spec.id,
        message: `${failure.message} This run goes on without ${account}.`,
      });
    }
    if (failure.code === 'untrusted') endRun(failure);
  }

  private overBudget(): Failure | undefined {
    const { settings, state, emit } = this.options;
    const spent = spendingOf(state());
    if (settings.budget.costUsd !== null && spent.unpriced.length > 0 && !this.unpricedSaid) {
      this.unpricedSaid = true;
      const message = `${spent.unpriced.join(', ')} does not tell what it costs, so budget.costUsd can not count it. Set budget.tokens too.`;
      emit({ type: 'log', level: 'warning', message });
    }
    const failure = budgetFailure(settings.budget, spent);
    if (failure && !this.budgetSaid) {
      this.budgetSaid = true;
      emit({ type: 'log', level: 'warning', message: failure.message });
    }
    return failure;
  }

  private async trying<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (cause) {
      this.options.logger.error('The cool-downs of models could not be read or written', cause);
      return undefined;
    }
  }
}
