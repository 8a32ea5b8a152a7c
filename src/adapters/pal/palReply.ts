import * as z from 'zod';

const resultSchema = z.looseObject({
  isError: z.boolean().optional(),
  content: z.array(z.looseObject({ type: z.string(), text: z.string().optional() })).default([]),
});

const outputSchema = z.looseObject({
  status: z.string().optional(),
  content: z.string().nullish(),
  metadata: z
    .looseObject({
      is_error: z.boolean().optional().catch(undefined),
      return_code: z.number().nullish().catch(undefined),
      input_tokens: z.number().optional().catch(undefined),
      output_tokens: z.number().optional().catch(undefined),
    })
    .nullish(),
  continuation_offer: z
    .looseObject({ continuation_id: z.string(), remaining_turns: z.number().optional().catch(undefined) })
    .nullish()
    .catch(undefined),
});

/** What a tool of PAL answered. `continuationId`: under which it keeps the conversation, while it takes more turns. */
export interface PalReply {
  readonly ok: boolean;
  readonly text: string;
  readonly continuationId?: string;
  readonly usage?: { readonly inputTokens: number; readonly outputTokens: number };
}

/** Fewer turns than that are not worth to go on with: a call and its answer are two. */
const fewTurns = 4;

/**
 * Reads the result of a tool call. An error of the tool may come as a success with the error as its content: then
 * `metadata.is_error` or `metadata.return_code` tells.
 */
export function readPalReply(result: unknown): PalReply {
  const read = resultSchema.safeParse(result).data;
  if (!read) return { ok: false, text: 'PAL answered with something else than a tool result.' };
  const text = read.content.map((part) => part.text ?? '').join('');
  const output = outputOf(text);
  if (!output) return { ok: read.isError !== true, text };
  const { metadata, continuation_offer: offer } = output;
  const failed = output.status === 'error' || metadata?.is_error === true || (metadata?.return_code ?? 0) !== 0;
  const { input_tokens: inputTokens, output_tokens: outputTokens } = metadata ?? {};
  return {
    ok: read.isError !== true && !failed,
    text: output.content ?? '',
    ...(offer && (offer.remaining_turns ?? Infinity) >= fewTurns ? { continuationId: offer.continuation_id } : {}),
    ...(inputTokens === undefined || outputTokens === undefined ? {} : { usage: { inputTokens, outputTokens } }),
  };
}

function outputOf(text: string): z.infer<typeof outputSchema> | undefined {
  try {
    return outputSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
