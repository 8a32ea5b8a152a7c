import * as z from 'zod';
import { fileChangeSchema, refusedFileSchema } from './changeSet';
import { culpritProofSchema } from './culprit';
import { failureCodeSchema, failureSchema } from './failure';
import { modelCommandSchema } from './modelCommand';
import { findingSchema } from './finding';
import { findingCheckSchema } from './findingCheck';
import { transportSchema } from './modelSpec';
import { planSchema, planSourceSchema } from './plan';
import { qaScoreSchema, scopeSourceSchema } from './qaScore';
import { runCommandSchema } from './runCommand';

const base = {
  time: z.string(),
  runId: z.string(),
  seq: z.int().positive(),
  section: z.string().optional(),
  workstream: z.string().optional(),
  attempt: z.int().positive().optional(),
  model: z.string().optional(),
  /** What an attempt without workstream is for: `plan`, `dependency-check`, `conflict`, `consistency-review`… */
  task: z.string().optional(),
  /** Which of several attempts at one task: the dimension of a review, the perspective of a journal entry. */
  dimension: z.string().optional(),
  perspective: z.string().optional(),
};

// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- T makes each literal its own type in the union
const event = <const T extends string, S extends z.ZodRawShape>(type: T, shape: S) =>
  z.object({ type: z.literal(type), ...base }).extend(shape);

const outcome = z.enum(['succeeded', 'failed', 'cancelled']);

/** Everything that can happen in a run: the lines of `--json` and of `events.jsonl` (see the headless contract). */
export const runEventSchema = z.discriminatedUnion('type', [
  event('run-start', {
    command: runCommandSchema,
    sections: z.array(z.string()),
    transport: transportSchema,
    workspace: z.string(),
    /** The models are scripted ones: nothing of the run was written by a model. */
    rehearsal: z.literal(true).optional(),
  }),
  /** `commands`: the command lines that the plan starts and that this workspace has not approved yet. */
  event('plan-proposed', {
    plan: planSchema,
    source: planSourceSchema,
    commands: z.array(modelCommandSchema).optional(),
  }),
  event('plan-approved', { plan: planSchema.optional() }),
  event('workstream-start', {}),
  event('attempt-start', { model: z.string(), cli: z.string(), transport: transportSchema }),
  event('text-delta', { text: z.string() }),
  event('tool-use', { name: z.string(), detail: z.string() }),
  event('usage-update', { inputTokens: z.number(), outputTokens: z.number(), costUsd: z.number().optional() }),
  event('attempt-end', { outcome, failure: failureSchema.optional() }),
  event('fallback', { from: z.string(), to: z.string(), reason: failureCodeSchema, message: z.string() }),
  event('workstream-end', {
    outcome: z.enum(['succeeded', 'failed', 'cancelled', 'skipped']),
    model: z.string(),
    files: z.array(z.string()),
    outsideOwnership: z.array(z.string()),
    failure: failureSchema.optional(),
    summary: z.string().optional(),
  }),
  event('conflict-found', { file: z.string(), workstreams: z.array(z.string()) }),
  event('conflict-resolved', { file: z.string(), by: z.string() }),
  event('check-start', { name: z.string(), command: z.array(z.string()) }),
  event('check-end', {
    name: z.string(),
    command: z.array(z.string()),
    outcome: z.enum(['passed', 'failed', 'timed-out', 'skipped']),
    exitCode: z.int().nullable(),
    durationMs: z.number().optional(),
    output: z.string().optional(),
  }),
  event('culprit-found', {
    workstream: z.string(),
    checks: z.array(z.string()).optional(),
    proof: culpritProofSchema.optional(),
  }),
  event('repair-start', { workstream: z.string(), round: z.int(), rounds: z.int().optional() }),
  event('repair-end', {
    workstream: z.string(),
    round: z.int(),
    outcome,
    /** Why the round's change was taken back; absent: it was kept, or there was none. */
    rolledBack: z.string().optional(),
    files: z.array(z.string()).optional(),
    outsideOwnership: z.array(z.string()).optional(),
    failure: failureSchema.optional(),
    summary: z.string().optional(),
  }),
  event('changes-proposed', { files: z.array(fileChangeSchema), refused: z.array(refusedFileSchema) }),
  event('changes-applied', { files: z.array(z.string()) }),
  /** The user sent the proposal away; what the run wrote stays until the run is deleted. */
  event('changes-discarded', {}),
  event('changes-reverted', { files: z.array(z.string()).optional() }),
  event('finding', findingSchema.shape),
  event('finding-checked', findingCheckSchema.shape),
  event('scope-found', { files: z.array(z.string()).readonly(), source: scopeSourceSchema }),
  event('score', qaScoreSchema.shape),
  event('journal-written', { file: z.string() }),
  event('report-written', { file: z.string() }),
  event('log', {
    level: z.enum(['debug', 'info', 'warning', 'error']),
    message: z.string(),
    /** The message is a part of what a model thinks, not of what it answers. */
    thinking: z.literal(true).optional(),
    /** Checks that fail without any workstream's change too. */
    redBefore: z.array(z.string()).optional(),
  }),
  event('run-end', {
    outcome: z.enum(['succeeded', 'unclean', 'failed', 'cancelled']),
    failure: failureSchema.optional(),
    diversity: z.object({ expected: z.number(), observed: z.number() }),
    durationMs: z.number(),
  }),
]);

export type RunEvent = Readonly<z.infer<typeof runEventSchema>>;

export type RunEventType = RunEvent['type'];

type Unstamped<E> = E extends unknown ? Omit<E, 'time' | 'runId' | 'seq'> : never;

/** A run event before the run has given it its time, run id and sequence number. */
export type RunEventBody = Unstamped<RunEvent>;
