import type { ApiFailure, Part, PlannedWrite } from './part';

/** When a limit of the kind `reset-told` ends: seconds since 1970, 40 minutes from now. */
export const resetsAt = (): number => Math.round(Date.now() / 1000) + 2400;

/** A model call in whatever dialect: who is asked, all that the user said, the tools there are, the tool calls made so far. */
export interface ModelCall {
  readonly model: string;
  readonly prompt: string;
  readonly tools: readonly string[];
  readonly done: number;
  readonly stream: boolean;
}

export interface ToolCall {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** What the model says next: one tool call, or the closing text in pieces. */
export type Reply =
  { readonly kind: 'tool'; readonly call: ToolCall } | { readonly kind: 'text'; readonly chunks: readonly string[] };

export interface TokenCount {
  readonly input: number;
  readonly output: number;
}

/** One vendor's model API, as far as its CLI uses it. */
export interface Dialect {
  /** The CLI that speaks it. */
  readonly cli: 'claude' | 'codex' | 'gemini';
  /** The call, if this is one of its model calls. */
  read(path: string, body: unknown): ModelCall | undefined;
  /** What else the CLI asks for (token counts, model lists). */
  side(path: string, tokens: number): unknown;
  /** How the CLI's own tools are called to do what a part wants; [] where it offers none. */
  toolCalls(part: Part, writes: readonly PlannedWrite[], tools: readonly string[], cwd: string): readonly ToolCall[];
  /** The answer as server-sent events, or as one JSON text where the call did not ask for a stream. */
  frames(call: ModelCall, reply: Reply, tokens: TokenCount, id: number): readonly string[];
  failure(failure: ApiFailure): {
    readonly status: number;
    readonly body: unknown;
    readonly headers?: Readonly<Record<string, string>>;
  };
}
