import * as z from 'zod';

/**
 * What became of a finding in a fix run, looked at in the result that the run proposes. `by` is the reviewer who was asked;
 * without one the code itself tells (it is gone, or was never touched). `unknown`: nobody could be asked, `reason` says why.
 */
export const findingCheckSchema = z.object({
  id: z.string(),
  file: z.string(),
  line: z.int(),
  message: z.string(),
  outcome: z.enum(['fixed', 'open', 'unknown']),
  by: z.string().optional(),
  reason: z.string().optional(),
});

export type FindingCheck = Readonly<z.infer<typeof findingCheckSchema>>;
