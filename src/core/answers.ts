import * as z from 'zod';
import { list, lowerCase, optionalText, prose, required, sectionNumber, severity, texts } from './answerParts';
import { complexitySchema, strategySchema } from './plan';

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
