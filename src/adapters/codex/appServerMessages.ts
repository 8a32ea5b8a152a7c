import * as z from 'zod';
import { soft } from '../common/soft';

/** A JSON-RPC message of `codex app-server`: a request has `id` and `method`, a notification `method`, an answer `id`. */
export const messageSchema = z.object({
  id: soft(z.union([z.string(), z.number()])),
  method: soft(z.string()),
  params: z.unknown().optional(),
  result: z.unknown().optional(),
  error: soft(z.object({ message: z.string() })),
});

export type RpcMessage = z.infer<typeof messageSchema>;

const errorSchema = z.object({
  message: z.string(),
  additionalDetails: z.string().nullish().catch(undefined),
  codexErrorInfo: z
    .union([z.string(), z.record(z.string(), z.object({ httpStatusCode: z.number().nullish() }).catch({}))])
    .nullish()
    .catch(undefined),
});

export type AppServerError = z.infer<typeof errorSchema>;

const itemSchema = z.object({
  type: z.string(),
  id: z.string(),
  text: soft(z.string()),
  command: soft(z.string()),
  query: soft(z.string()),
  server: soft(z.string()),
  tool: soft(z.string()),
  changes: soft(z.array(z.object({ path: z.string() }))),
});

export type AppServerItem = z.infer<typeof itemSchema>;

const windowSchema = z.object({ usedPercent: z.number(), resetsAt: z.number().nullish() }).nullish().catch(undefined);

const ofThread = { threadId: z.string() };

/** What the answers and notifications hold that MAO reads; source: `codex app-server generate-ts` of version 0.169.0. */
export const contents = {
  config: z.object({
    config: z.object({
      model_provider: z.string().nullish(),
      model_providers: z.record(z.string(), z.unknown()).nullish(),
    }),
  }),
  turnStarted: z.object({ turn: z.object({ id: z.string() }) }),
  threadStarted: z.object({ thread: z.object({ id: z.string() }) }),
  delta: z.object({ ...ofThread, itemId: z.string(), delta: z.string() }),
  item: z.object({ ...ofThread, item: itemSchema }),
  usage: z.object({
    ...ofThread,
    tokenUsage: z.object({ total: z.object({ inputTokens: z.number(), outputTokens: z.number() }) }),
  }),
  error: z.object({ ...ofThread, error: errorSchema, willRetry: z.boolean() }),
  turn: z.object({ ...ofThread, turn: z.object({ status: z.string(), error: errorSchema.nullish() }) }),
  limits: z.object({ rateLimits: z.object({ primary: windowSchema, secondary: windowSchema }) }),
  warning: z.object({ message: soft(z.string()), summary: soft(z.string()) }),
} as const;
