import type * as z from 'zod';

/**
 * What a schema reads, or undefined where it does not fit: for a field whose change of shape must not make the whole line unreadable, and for lines, of which
 * thousands may fit nothing (an error made for each of them is what V8 clears away last).
 */
export const soft = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);
