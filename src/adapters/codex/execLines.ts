import * as z from 'zod';
import { soft } from '../common/soft';

const itemSchema = z.object({
  id: z.string().catch(''),
  type: z.string(),
  text: soft(z.string()),
  message: soft(z.string()),
  command: soft(z.string()),
  query: soft(z.string()),
  server: soft(z.string()),
  tool: soft(z.string()),
  changes: soft(z.array(z.object({ path: z.string() }))),
});

export type ExecItem = z.infer<typeof itemSchema>;

/** The lines of `codex exec --json` that MAO reads; source: transcripts of version 0.169.0. */
export const execLineSchema = soft(
  z.discriminatedUnion('type', [
    z.object({ type: z.literal('thread.started') }),
    z.object({ type: z.literal('turn.started') }),
    z.object({ type: z.literal('item.started'), item: itemSchema }),
    z.object({ type: z.literal('item.completed'), item: itemSchema }),
    z.object({
      type: z.literal('turn.completed'),
      usage: soft(z.object({ input_tokens: z.number(), output_tokens: z.number() })),
    }),
    z.object({ type: z.literal('turn.failed'), error: z.object({ message: z.string() }) }),
    z.object({ type: z.literal('error'), message: z.string() }),
  ]),
);

export type ExecLine = NonNullable<z.infer<typeof execLineSchema>>;
