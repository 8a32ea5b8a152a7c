import * as z from 'zod';
import { failureCodeSchema } from './failure';

/**
 * A rest that one model of one CLI takes after a limit. `until` is an ISO time; `streak` counts how often in a row the model
 * was tried after its rest and was sent away again.
 */
export const cooldownSchema = z.object({
  cli: z.string(),
  /** The id that the CLI gets; models of the registry that share it share the rest. */
  model: z.string(),
  until: z.iso.datetime(),
  reason: failureCodeSchema,
  streak: z.int().positive(),
});

export type Cooldown = Readonly<z.infer<typeof cooldownSchema>>;
