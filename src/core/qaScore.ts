import * as z from 'zod';

/** Who said which files a section's code is: the user, the section's runs, the checker, or nobody: then it is all source files. */
export const scopeSourceSchema = z.enum(['paths', 'runs', 'checker', 'workspace']);

export type ScopeSource = z.infer<typeof scopeSourceSchema>;

/** A requirement as a reviewer judged it, at the place where that is seen (`line` from 1). */
export const judgedRequirementSchema = z.object({
  requirement: z.string(),
  status: z.enum(['met', 'partly', 'not', 'not-verifiable']),
  note: z.string(),
  file: z.string().optional(),
  line: z.int().positive().optional(),
});

export type JudgedRequirement = Readonly<z.infer<typeof judgedRequirementSchema>>;

/**
 * One dimension of a QA. `weight` and `share` in percent (`share`: what it counts in this total), `score` 0–100, null when
 * nobody assessed it: then `reason` says why.
 */
export const dimensionScoreSchema = z.object({
  id: z.string(),
  weight: z.number(),
  score: z.number().nullable(),
  assessed: z.boolean(),
  share: z.number().optional(),
  model: z.string().optional(),
  summary: z.string().optional(),
  reason: z.string().optional(),
  requirements: z.array(judgedRequirementSchema).readonly().optional(),
});

export type DimensionScore = Readonly<z.infer<typeof dimensionScoreSchema>>;

/** A reviewer's finding that names no file of the workspace, and why it was dropped. */
export const droppedFindingSchema = z.object({
  dimension: z.string(),
  model: z.string(),
  file: z.string(),
  message: z.string(),
  reason: z.string(),
});

export type DroppedFinding = Readonly<z.infer<typeof droppedFindingSchema>>;

/**
 * A finding of the QA before that is not there any more. `fixed`: its code is gone or changed; `not-seen`: the code is as it
 * was and its dimension was assessed, but nobody reported it; `not-checked`: nobody assessed its dimension, or its file was not
 * under review.
 */
export const goneFindingSchema = z.object({
  id: z.string(),
  file: z.string(),
  line: z.number(),
  message: z.string(),
  how: z.enum(['fixed', 'not-seen', 'not-checked']),
});

export type GoneFinding = Readonly<z.infer<typeof goneFindingSchema>>;

/** The QA of the same section before this one. */
export const earlierQaSchema = z.object({ runId: z.string(), total: z.number() });

export type EarlierQa = Readonly<z.infer<typeof earlierQaSchema>>;

/** The outcome of a QA but for its findings: the fields of the event `score`. `total` is 0–100 with one decimal. */
export const qaScoreSchema = z.object({
  total: z.number(),
  dimensions: z.array(dimensionScoreSchema).readonly(),
  summary: z.string().optional(),
  dropped: z.array(droppedFindingSchema).readonly().optional(),
  gone: z.array(goneFindingSchema).readonly().optional(),
  earlier: earlierQaSchema.optional(),
});

export type QaScore = Readonly<z.infer<typeof qaScoreSchema>>;
