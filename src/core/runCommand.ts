import * as z from 'zod';

/** What a run was started for. */
export const runCommandSchema = z.enum(['plan', 'develop', 'qa', 'journal', 'fix']);

export type RunCommand = z.infer<typeof runCommandSchema>;

/** Whether a run of this kind can go on where it stopped; reviews and journal entries are begun again instead. */
export function goesOn(command: RunCommand): boolean {
  return command !== 'qa' && command !== 'journal';
}
