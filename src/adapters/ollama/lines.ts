import * as z from 'zod';
import { soft } from '../common/soft';

/** One line of `POST /api/chat` as MAO reads it (docs.ollama.com/api/chat); the last has `done` and the counts. */
export const chatLineSchema = z
  .object({
    message: soft(z.object({ content: soft(z.string()), thinking: soft(z.string()) })),
    done: soft(z.boolean()),
    done_reason: soft(z.string()),
    prompt_eval_count: soft(z.int().nonnegative()),
    eval_count: soft(z.int().nonnegative()),
    error: soft(z.string()),
  })
  .refine((line) => line.message !== undefined || line.done !== undefined || line.error !== undefined);

export type ChatLine = z.infer<typeof chatLineSchema>;

/** The body of an answer that is an error. */
export const errorBodySchema = z.object({ error: z.string() });

/** What `GET /api/tags` answers, by which an Ollama is known. */
export const tagsSchema = z.object({ models: z.array(z.unknown()).nullable() });
