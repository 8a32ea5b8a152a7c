import * as z from 'zod';

/** What a run was started for. */
export const runCommandSchema = z.enum(['plan', 'develop', 'qa', 'journal', 'fix']);

export type RunCommand = z.infer<typeof runCommandSchema>;
