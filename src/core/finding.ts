import * as z from 'zod';

/** How bad a finding is. */
export const severitySchema = z.enum(['error', 'warning', 'info']);

export type Severity = z.infer<typeof severitySchema>;

/** The severities, worst first. */
export const severities = severitySchema.options;

/**
 * How a finding's place was found: its quote stands there exactly; apart from white space; nearly, and nowhere else as
 * nearly; or only the file is sure.
 */
export const anchorSchema = z.enum(['exact', 'whitespace', 'nearest', 'file']);

export type AnchorKind = z.infer<typeof anchorSchema>;

/** Lines `line` to `endLine` (from 1, both included) of a file of the workspace. */
export const placeSchema = z.object({ file: z.string(), line: z.int().positive(), endLine: z.int().positive() });

export type Place = Readonly<z.infer<typeof placeSchema>>;

/** One reviewer's own words about a finding that several may have found. */
export const opinionSchema = z.object({
  dimension: z.string(),
  model: z.string(),
  severity: severitySchema,
  message: z.string(),
});

export type Opinion = Readonly<z.infer<typeof opinionSchema>>;

/** What is known of a finding from before: nothing, that it was there already, or that the user dismissed it. */
export const findingStateSchema = z.enum(['new', 'open', 'dismissed']);

export type FindingState = z.infer<typeof findingStateSchema>;

/**
 * Something that reviewers found in the code. `id` is stable over runs; `quote` is the file's own text at `line`–`endLine`
 * with LF line ends (empty: the finding is about the file); `related` are other places of the same finding; `confidence`
 * is 0–1; `assignedTo` is the model that suits its fix; `dismissal` is the user's reason.
 */
export const findingSchema = z.object({
  id: z.string(),
  file: z.string(),
  line: z.int(),
  endLine: z.int(),
  severity: severitySchema,
  dimensions: z.array(z.string()).readonly(),
  category: z.string(),
  message: z.string(),
  why: z.string(),
  suggestion: z.string(),
  models: z.array(z.string()).readonly(),
  confidence: z.number(),
  assignedTo: z.string().optional(),
  quote: z.string().default(''),
  anchor: anchorSchema.default('exact'),
  related: z.array(placeSchema).readonly().default([]),
  opinions: z.array(opinionSchema).readonly().default([]),
  state: findingStateSchema.default('new'),
  dismissal: z.string().optional(),
});

export type Finding = Readonly<z.infer<typeof findingSchema>>;
