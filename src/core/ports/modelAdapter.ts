import type { AdapterEvent } from '../adapterEvent';
import type { ModelSpec, Transport } from '../modelSpec';

/** What one attempt may do in its working directory: nothing, read, or change files there. */
export type Access = 'none' | 'read-only' | 'edit';

/** One attempt of one model: everything an adapter needs to know. Limits in seconds. */
export interface AttemptRequest {
  readonly model: ModelSpec;
  /** The thinking mode in the specification's words; overrides `model.thinking`. */
  readonly thinking?: string;
  readonly prompt: string;
  /** Absolute path of the directory in which the CLI runs. */
  readonly workdir: string;
  readonly access: Access;
  readonly limits: { readonly idleSeconds: number; readonly attemptSeconds: number };
  /**
   * Aborts when the model is asked to come to an end by itself, in its CLI's own way where there is one. What it wrote stays,
   * and how the attempt then ends is of no account. Whoever asks waits a while, then aborts the signal of `run`.
   */
  readonly ending?: AbortSignal;
}

/** Whether a CLI is there; `version`: where it is known without starting it; `reason` says what to do when it is not there. */
export type Availability =
  | { readonly available: true; readonly path: string; readonly version?: string }
  | { readonly available: false; readonly reason: string };

/** What an attempt would start: the exact argv, and whose account pays, in words. */
export interface CommandPreview {
  readonly commandLine: readonly string[];
  readonly pays: string;
}

/**
 * The integration point for one model CLI. `run` never throws and its stream ends with exactly one `end`; aborting
 * `signal` ends the whole process group within 2 s and the stream with `cancelled`. Nothing of it outlives the stream.
 */
export interface ModelAdapter {
  /** The name of the CLI for people and events: `claude`, `codex`, `gemini`… */
  readonly cli: string;
  /** How work comes back: the CLI edits files in its working directory itself, or its answer holds file blocks. */
  readonly answers: 'files' | 'blocks';
  /** Looks for the executable without starting it. */
  availability(): Promise<Availability>;
  /** What `run` would start for this request, without starting it; absent or undefined: no program, or it is not there. */
  preview?(request: AttemptRequest): Promise<CommandPreview | undefined>;
  /** How an attempt would be made now, once what that takes has been started or has failed; absent: directly. */
  reach?(signal: AbortSignal): Promise<Transport>;
  run(request: AttemptRequest, signal: AbortSignal): AsyncIterable<AdapterEvent>;
}

/** Finds the adapter for a model's `cli` (registry name: `claude`, `openai`, `codex`, `gemini`…); undefined: none can reach it. */
export type AdapterLookup = (model: ModelSpec) => ModelAdapter | undefined;
