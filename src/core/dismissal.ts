import * as z from 'zod';
import type { Finding } from './finding';

/** A finding that the user dismissed, with what it takes to know it again. `time` as ISO. */
export const dismissalSchema = z.object({
  id: z.string(),
  file: z.string(),
  quote: z.string(),
  message: z.string(),
  category: z.string(),
  suggestion: z.string(),
  reason: z.string(),
  time: z.string(),
});

export type Dismissal = Readonly<z.infer<typeof dismissalSchema>>;

/** The dismissal of a finding, for the user's `reason`. */
export function dismissalOf(finding: Finding, reason: string, now: Date): Dismissal {
  const { id, file, quote, message, category, suggestion } = finding;
  return { id, file, quote, message, category, suggestion, reason, time: now.toISOString() };
}
