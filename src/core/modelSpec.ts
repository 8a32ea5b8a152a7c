import * as z from 'zod';

/** How MAO reaches a model: by starting its CLI itself, or through the PAL-MCP server. */
export const transportSchema = z.enum(['direct', 'pal']);

export type Transport = z.infer<typeof transportSchema>;

/**
 * One model of the registry (`.claude/models/registry.md`). `provider` decides the vendor family, `cli` the program
 * (absent: reachable only over PAL), `model` the id that the CLI gets, `timeout` seconds, `maxParallel` attempts at once.
 */
export const modelSpecSchema = z.object({
  id: z.string(),
  provider: z.string(),
  cli: z.string().optional(),
  capabilities: z.array(z.string()),
  thinking: z.string().optional(),
  role: z.string().optional(),
  model: z.string(),
  transport: transportSchema.optional(),
  timeout: z.number().positive().optional(),
  maxParallel: z.int().positive().optional(),
});

export type ModelSpec = Readonly<z.infer<typeof modelSpecSchema>>;

/** All models by id, in the order of the registry. */
export type ModelRegistry = ReadonlyMap<string, ModelSpec>;
