/** The sizes MAO chooses from; few, since Ollama loads a model anew for every other size. */
const sizes = [8_192, 16_384, 32_768] as const;
const largest = 32_768;

/** The room that an answer gets beside the prompt, in tokens; less than `tightAnswer` is worth a warning. */
const answerTokens = 6_000;
const tightAnswer = 2_000;

/** The context window of one request in tokens; `tight`: prompt and answer may not both fit. */
export interface ContextSize {
  readonly numCtx: number;
  readonly promptTokens: number;
  readonly tight: boolean;
}

/** About how many tokens a text has: three bytes each, which is cautious for code and right for Chinese. */
export function estimateTokens(text: string): number {
  return Math.ceil(new TextEncoder().encode(text).length / 3);
}

/** The user's own `numCtx`, else the smallest size in which prompt and answer fit, 32,768 at most. */
export function contextSize(prompt: string, numCtx: number | undefined): ContextSize {
  const promptTokens = estimateTokens(prompt);
  const chosen = numCtx ?? sizes.find((size) => size >= promptTokens + answerTokens) ?? largest;
  return { numCtx: chosen, promptTokens, tight: chosen < promptTokens + tightAnswer };
}
