import type * as z from 'zod';

/** The line as `schema` reads it; undefined when it is no JSON or does not fit. Never throws. */
export function parseJsonLine<T>(schema: z.ZodType<T>, line: string): T | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    return schema.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}
