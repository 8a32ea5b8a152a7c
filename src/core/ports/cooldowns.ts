import type { Cooldown } from '../cooldown';

/** The rests of models, shared by all windows and commands of this user. Damaged entries read as absent. */
export interface Cooldowns {
  /** The latest rest of a model, also one that is over. */
  find(cli: string, model: string): Promise<Cooldown | undefined>;
  save(cooldown: Cooldown): Promise<void>;
  clear(cli: string, model: string): Promise<void>;
  /** Every rest on record, also those that are over; by CLI, then model. */
  list(): Promise<readonly Cooldown[]>;
}
