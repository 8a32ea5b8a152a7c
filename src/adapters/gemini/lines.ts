import * as z from 'zod';
import { soft } from '../common/soft';

const resultSchema = z.object({
  type: z.literal('result'),
  status: z.string(),
  error: soft(z.object({ type: soft(z.string()), message: z.string() })),
  stats: soft(z.object({ input_tokens: z.number(), output_tokens: z.number() })),
});

export type GeminiResult = z.infer<typeof resultSchema>;

/** The lines of `gemini -o stream-json` that MAO reads; source: transcripts of version 0.61.0. */
export const geminiLineSchema = soft(
  z.discriminatedUnion('type', [
    z.object({ type: z.literal('init') }),
    z.object({ type: z.literal('message'), role: z.string(), content: z.string() }),
    z.object({ type: z.literal('tool_use'), tool_name: z.string(), parameters: z.unknown().optional() }),
    z.object({ type: z.literal('tool_result'), status: soft(z.string()), output: soft(z.string()) }),
    z.object({ type: z.literal('error'), message: z.string(), severity: soft(z.string()) }),
    resultSchema,
  ]),
);

export type GeminiLine = NonNullable<z.infer<typeof geminiLineSchema>>;
