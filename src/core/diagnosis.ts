import * as z from 'zod';

export const diagnosisStateSchema = z.enum(['ok', 'warning', 'failed']);

export type DiagnosisState = z.infer<typeof diagnosisStateSchema>;

/** The parts of a doctor's report, in the order in which they are shown. */
export const diagnosisAreaSchema = z.enum(['models', 'transport', 'workspace', 'machine']);

/**
 * One thing that Doctor looked at: `found` says what there is, `todo` what to do about it (always there unless it is well).
 * `facts` holds the same for programs.
 */
export const diagnosisSchema = z.object({
  id: z.string(),
  area: diagnosisAreaSchema,
  title: z.string(),
  state: diagnosisStateSchema,
  found: z.string(),
  todo: z.string().optional(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])),
});

export type Diagnosis = Readonly<z.infer<typeof diagnosisSchema>>;

/** All that Doctor found. `state` is the worst of its checks, `reachable` the ids of the models that MAO can reach. */
export const doctorReportSchema = z.object({
  state: diagnosisStateSchema,
  reachable: z.array(z.string()),
  durationMs: z.number(),
  checks: z.array(diagnosisSchema),
});

export type DoctorReport = Readonly<z.infer<typeof doctorReportSchema>>;
