import * as z from 'zod';
import { soft } from '../common/soft';

const count = z.number().catch(0);

const usageSchema = z.object({
  input_tokens: count,
  output_tokens: count,
  cache_creation_input_tokens: count,
  cache_read_input_tokens: count,
});

export type ClaudeUsage = z.infer<typeof usageSchema>;

const blockSchema = z.object({
  type: z.string(),
  text: soft(z.string()),
  name: soft(z.string()),
  input: z.unknown().optional(),
});

const messageSchema = z.object({ id: z.string(), model: soft(z.string()), content: z.array(blockSchema).catch([]) });

const eventSchema = z.object({
  type: z.string(),
  message: soft(z.object({ id: z.string(), usage: soft(usageSchema) })),
  delta: soft(z.object({ type: soft(z.string()), text: soft(z.string()), thinking: soft(z.string()) })),
  usage: soft(usageSchema.partial()),
});

const modelUsageSchema = z.object({
  inputTokens: count,
  outputTokens: count,
  cacheReadInputTokens: count,
  cacheCreationInputTokens: count,
});

const resultSchema = z.object({
  type: z.literal('result'),
  subtype: z.string().catch(''),
  is_error: z.boolean(),
  result: soft(z.string()),
  errors: soft(z.array(z.string())),
  stop_reason: z.string().nullish().catch(undefined),
  api_error_status: z.number().nullish().catch(undefined),
  api_error: z.string().nullish().catch(undefined),
  terminal_reason: z.string().nullish().catch(undefined),
  total_cost_usd: soft(z.number()),
  usage: soft(usageSchema),
  modelUsage: soft(z.record(z.string(), modelUsageSchema)),
});

export type ClaudeResult = z.infer<typeof resultSchema>;

/** The lines of `claude -p --output-format stream-json` that MAO reads; source: transcripts of version 2.1.330. */
export const claudeLineSchema = soft(
  z.discriminatedUnion('type', [
    z.object({
      type: z.literal('stream_event'),
      event: eventSchema,
      parent_tool_use_id: z.string().nullish().catch(undefined),
    }),
    z.object({
      type: z.literal('assistant'),
      message: messageSchema,
      parent_tool_use_id: z.string().nullish().catch(undefined),
    }),
    z.object({
      type: z.literal('system'),
      subtype: z.string(),
      attempt: soft(z.number()),
      max_retries: soft(z.number()),
      error: soft(z.string()),
      error_status: z.number().nullish().catch(undefined),
      tool_name: soft(z.string()),
    }),
    z.object({
      type: z.literal('rate_limit_event'),
      rate_limit_info: z.object({ status: z.string(), resetsAt: soft(z.number()) }),
    }),
    resultSchema,
  ]),
);

export type ClaudeLine = NonNullable<z.infer<typeof claudeLineSchema>>;
