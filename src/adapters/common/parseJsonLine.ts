import type * as z from 'zod';

/** The line as `schema` reads it; undefined when it is no JSON or does not fit. Never throws. */
export function parseJsonLine<T>(schema: z.ZodType<T>, line: string): T | undefined {
  const value = jsonOfLine(line);
  return value === undefined ? undefined : schema.safeParse(value).data;
}

/** The JSON object that a line is, or undefined. Never throws. */
export function jsonOfLine(line: string): unknown {
  if (!line.startsWith('{')) return undefined;
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
