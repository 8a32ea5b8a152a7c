import * as z from 'zod';

/** One file of the contract: who owns it and what it must export (signatures). */
export const contractFileSchema = z.object({
  path: z.string(),
  owner: z.string(),
  purpose: z.string(),
  exports: z.array(z.string()),
});

/** The frozen agreement between workstreams: files, owners, exported signatures. */
export const contractSchema = z.object({ notes: z.string(), files: z.array(contractFileSchema) });

export type Contract = Readonly<z.infer<typeof contractSchema>>;

/**
 * One workstream of a section. `id` is unique in its section; `title` is for people ("Schema generation"); `dependsOn`
 * names workstreams of the same section; `owns` lists workspace-relative paths; `fallbacks` in order, Opus last.
 */
export const workstreamPlanSchema = z.object({
  id: z.string(),
  title: z.string(),
  model: z.string(),
  fallbacks: z.array(z.string()),
  dependsOn: z.array(z.string()),
  thinking: z.string().optional(),
  owns: z.array(z.string()),
  brief: z.string(),
  acceptance: z.array(z.string()),
  skip: z.boolean().optional(),
});

export type WorkstreamPlan = Readonly<z.infer<typeof workstreamPlanSchema>>;

export const complexitySchema = z.enum(['low', 'medium', 'high']);
export const strategySchema = z.enum(['parallel', 'sequential', 'waves']);

/** The plan of one section. `id` is the section's number; `dependsOn` other sections of the same run. */
export const sectionPlanSchema = z.object({
  id: z.string(),
  title: z.string(),
  complexity: complexitySchema,
  strategy: strategySchema,
  summary: z.string(),
  contract: contractSchema,
  dependsOn: z.array(z.string()),
  missing: z.array(z.object({ what: z.string(), section: z.string().optional() })),
  workstreams: z.array(workstreamPlanSchema),
});

export type SectionPlan = Readonly<z.infer<typeof sectionPlanSchema>>;

/** What is going to be done, by whom. `diversity` is the expected score, 0–100. */
export const planSchema = z.object({ sections: z.array(sectionPlanSchema), diversity: z.int().min(0).max(100) });

export type Plan = Readonly<z.infer<typeof planSchema>>;

export const planSourceSchema = z.enum(['orchestrator', 'routing', 'findings']);

export type PlanSource = z.infer<typeof planSourceSchema>;
