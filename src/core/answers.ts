import * as z from 'zod';
import { complexitySchema, strategySchema } from './plan';

const required = z.string().trim().min(1);
const optionalText = z
  .string()
  .nullish()
  .transform((text) => text?.trim() || undefined);
const prose = z
  .string()
  .nullish()
  .transform((text) => (text ?? '').replace(/\r\n?/g, '\n').trim());
const list = <S extends z.ZodType>(item: S) => z.preprocess(asList, z.array(item));
const texts = list(required);
const sectionNumber = z.union([required, z.number().transform(String)], 'must be the number of a section, as text');
const lowerCase = (value: unknown) => (typeof value === 'string' ? value.trim().toLowerCase() : value);
const severity = z.preprocess((value) => lowerCase(value) ?? 'warning', z.enum(['error', 'warning', 'info']));

/** A single item where a list is wanted is a list of one; nothing is an empty list. */
function asList(value: unknown): unknown {
  if (value === undefined || value === null || value === '') return [];
  return Array.isArray(value) ? value : [value];
}

const contractAnswer = z.object({
  notes: prose,
  files: list(z.object({ path: required, owner: required, purpose: prose, exports: texts })),
});

const workstreamAnswer = z.object({
  id: required,
  brief: prose.pipe(z.string().min(1, 'must say what the workstream has to do')),
  acceptance: texts,
  dependsOn: texts,
  model: optionalText,
  thinking: optionalText,
});

const sectionAnswer = z.object({
  section: sectionNumber,
  complexity: z.preprocess((value) => lowerCase(value) ?? 'medium', complexitySchema),
  strategy: z.preprocess((value) => lowerCase(value) ?? 'parallel', strategySchema),
  summary: prose,
  contract: z.preprocess((value) => value ?? {}, contractAnswer),
  workstreams: z.array(workstreamAnswer),
});

/** The orchestrator's answer to a `plan` prompt: shape only, `planFromAnswer` judges its sense. */
export const planAnswerSchema = z.object({ sections: z.array(sectionAnswer).min(1) });

export type PlanAnswer = Readonly<z.infer<typeof planAnswerSchema>>;

const missingPart = z.union([
  z.object({ what: required, section: sectionNumber.nullish().transform((section) => section ?? undefined) }),
  required.transform((what) => ({ what, section: undefined })),
]);

/** The checker's answer to a `dependency-check` prompt; `dependsOn` is section number → numbers of the sections it needs. */
export const dependencyCheckAnswerSchema = z.object({
  ready: z.boolean(),
  missing: list(missingPart),
  dependsOn: z.preprocess((value) => value ?? {}, z.record(z.string(), list(sectionNumber))),
});

export type DependencyCheckAnswer = Readonly<z.infer<typeof dependencyCheckAnswerSchema>>;

/** The orchestrator's answer to a `consistency-review` prompt. */
export const consistencyReviewAnswerSchema = z.object({
  consistent: z.boolean(),
  issues: list(
    z.object({
      file: required,
      quote: z
        .string()
        .nullish()
        .transform((quote) => quote ?? ''),
      severity,
      message: required,
    }),
  ),
});

export type ConsistencyReview = Readonly<z.infer<typeof consistencyReviewAnswerSchema>>;
