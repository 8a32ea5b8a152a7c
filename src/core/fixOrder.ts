import * as z from 'zod';
import { findingSchema } from './finding';

/** A finding that shall be mended, and the section whose QA found it. */
export const findingToFixSchema = z.object({ section: z.string(), finding: findingSchema });

export type FindingToFix = Readonly<z.infer<typeof findingToFixSchema>>;

/** What a fix run is asked for. `model` is the registry's id of the one that shall do it; default: whom each finding is assigned to. */
export const fixOrderSchema = z.object({
  findings: z.array(findingToFixSchema).readonly(),
  model: z.string().optional(),
});

export type FixOrder = Readonly<z.infer<typeof fixOrderSchema>>;
