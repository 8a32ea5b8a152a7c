import * as z from 'zod';
import { list, lowerCase, optionalText, prose, required, severity } from './answerParts';

const quote = z
  .string()
  .nullish()
  .transform((text) => text ?? '');
const line = z
  .unknown()
  .optional()
  .transform((value) => {
    const number = Number(/\d+/.exec(typeof value === 'number' || typeof value === 'string' ? String(value) : '')?.[0]);
    return number > 0 ? number : undefined;
  });
const asNumber = (value: unknown) =>
  typeof value === 'string' && /^\s*\d+(\.\d+)?\s*(%|\/\s*100)?\s*$/.test(value) ? parseFloat(value) : value;

const findingAnswer = z.object({
  file: required,
  quote,
  line,
  severity,
  category: prose,
  message: required,
  why: prose,
  suggestion: prose,
});

const requirementStatuses = ['met', 'partly', 'not', 'not-verifiable'] as const;
const statusWord = (value: unknown) => {
  const word = lowerCase(value);
  if (typeof word !== 'string') return word;
  const plain = word.replace(/[\s_]+/g, '-');
  const aliases: Readonly<Record<string, string>> = {
    partial: 'partly',
    partially: 'partly',
    'partially-met': 'partly',
    'partly-met': 'partly',
    'not-met': 'not',
    unmet: 'not',
    missing: 'not',
    unverifiable: 'not-verifiable',
  };
  return aliases[plain] ?? plain;
};

/** One requirement of a section, whether the code meets it, and where that is seen. */
export const requirementSchema = z.object({
  requirement: required,
  status: z.preprocess(statusWord, z.enum(requirementStatuses)),
  file: optionalText,
  quote,
  note: prose,
});

export type Requirement = Readonly<z.infer<typeof requirementSchema>>;

/**
 * A reviewer's answer to a `qa-review` prompt. `score` is there whenever `assessed` is true; `line` is what the model
 * believes, and only decides between places where the quote stands equally; `requirements` come with PRD compliance.
 */
export const qaReviewAnswerSchema = z
  .object({
    assessed: z.boolean(),
    score: z.preprocess(asNumber, z.number().min(0).max(100).nullish()).transform((score) => score ?? undefined),
    summary: prose,
    findings: list(findingAnswer),
    requirements: list(requirementSchema),
  })
  .refine((answer) => !answer.assessed || answer.score !== undefined, {
    path: ['score'],
    message: 'must be a number from 0 to 100 when "assessed" is true',
  });

export type QaReviewAnswer = Readonly<z.infer<typeof qaReviewAnswerSchema>>;

/** The orchestrator's answer to a `qa-synthesis` prompt; findings go by the numbers of the prompt: F1, F2… */
export const qaSynthesisAnswerSchema = z.object({
  summary: prose,
  categories: list(z.object({ name: required, findings: list(required) })),
  duplicates: list(z.array(required)),
  fixes: list(z.object({ finding: required, model: required })),
});

export type QaSynthesisAnswer = Readonly<z.infer<typeof qaSynthesisAnswerSchema>>;

/** The checker's answer to a `qa-scope` question: the files of the workspace that hold a section's code. */
export const qaScopeAnswerSchema = z.object({ files: list(required) });

export type QaScopeAnswer = Readonly<z.infer<typeof qaScopeAnswerSchema>>;
