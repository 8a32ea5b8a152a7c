import * as z from 'zod';
import type { Configuration } from './configuration';
import { fixOrderSchema } from './fixOrder';
import { modelSpecSchema } from './modelSpec';
import { routeSchema } from './route';
import { sectionSchema } from './section';

const sectionTextSchema = sectionSchema.extend({ text: z.string() });
const routesSchema = z.record(z.string(), routeSchema);

/**
 * What a run was started with, kept in its folder so that it can go on after a crash as it began: the PRD's sections as they
 * were, the models and routes that the plan was made with, and what the user asked for. Nothing of the machine: paths,
 * limits and budget are those of the moment.
 */
export const runRecordSchema = z.object({
  version: z.literal(1),
  command: z.enum(['plan', 'develop', 'fix']),
  sections: z.array(sectionTextSchema),
  related: z.array(sectionTextSchema),
  outline: z.array(sectionSchema),
  verify: z.boolean(),
  apply: z.boolean(),
  /** What a fix run mends. */
  fix: fixOrderSchema.optional(),
  models: z.array(modelSpecSchema),
  development: routesSchema,
  preFlight: routesSchema,
  templates: z.record(z.string(), z.string()),
});

export type RunRecord = Readonly<z.infer<typeof runRecordSchema>>;

type Configured = Pick<RunRecord, 'models' | 'development' | 'preFlight' | 'templates'>;

/** The part of a configuration that a run keeps. */
export function recordedConfiguration({ registry, routing, templates }: Configuration): Configured {
  return {
    models: [...registry.values()],
    development: Object.fromEntries(routing.development),
    preFlight: Object.fromEntries(routing.preFlight),
    templates: Object.fromEntries(templates),
  };
}

/** The configuration of a run that goes on: its own models, routes and templates, all else as `now`. */
export function restoredConfiguration(record: Configured, now: Configuration): Configuration {
  return {
    ...now,
    registry: new Map(record.models.map((model) => [model.id, model])),
    routing: {
      ...now.routing,
      development: new Map(Object.entries(record.development)),
      preFlight: new Map(Object.entries(record.preFlight)),
    },
    templates: new Map(Object.entries(record.templates)),
  };
}

/** The record in a file's text; undefined when it is none. */
export function readRunRecord(text: string): RunRecord | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const record = runRecordSchema.safeParse(value);
    return record.success ? record.data : undefined;
  } catch {
    return undefined;
  }
}
