import type { Cooldown } from './cooldown';
import type { ModelSpec } from './modelSpec';
import type { Availability } from './ports/modelAdapter';

/** How a model did: of the workstreams that it was the first to get, those that were merged without a fallback. */
export interface ModelRecord {
  readonly merged: number;
  readonly of: number;
}

/** One model of the registry. `cooldown`: it rests now; `record`: undefined before its first workstream. */
export interface ModelState {
  readonly model: ModelSpec;
  readonly cooldown: Cooldown | undefined;
  readonly record: ModelRecord | undefined;
}

/** What was last seen of a CLI's sign-in, and when (ISO); `pays` in Doctor's words, where Doctor saw it. */
export interface SeenSignIn {
  readonly signedIn: boolean;
  readonly at: string;
  readonly pays?: string | undefined;
}

/** What is known of a CLI and the models that it serves, without starting anything. */
export interface CliState {
  readonly cli: string;
  readonly availability: Availability;
  readonly signIn: SeenSignIn | undefined;
  readonly models: readonly ModelState[];
}
