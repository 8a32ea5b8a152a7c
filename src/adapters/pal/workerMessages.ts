import * as z from 'zod';
import type { Invocation, ProcessLimits } from '../../core/ports/processRunner';

/** The environment variables by which a worker finds MAO: the path of its socket, and the word that opens it. */
export const workerVariables = { socket: 'MAO_PAL_SOCKET', token: 'MAO_PAL_TOKEN' } as const;

const processEndSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('exited'), exitCode: z.int() }),
  z.object({ kind: z.literal('signalled'), signal: z.string() }),
  z.object({ kind: z.literal('not-started'), errorCode: z.string(), message: z.string() }),
  z.object({ kind: z.literal('stopped'), why: z.enum(['cancelled', 'timeout', 'idle']) }),
]);

const invocationSchema = z.object({
  file: z.string(),
  args: z.array(z.string()),
  cwd: z.string(),
  env: z.record(z.string(), z.string()),
  stdin: z.union([z.string(), z.object({ open: z.literal(true) })]).optional(),
});

/** What a worker tells MAO: the prompt that PAL gave it, then of each process that it is told to start. */
export const fromWorkerSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('hello'), token: z.string(), prompt: z.string() }),
  z.object({ type: z.literal('started'), pid: z.int().positive().optional() }),
  z.object({
    type: z.literal('line'),
    stream: z.enum(['stdout', 'stderr']),
    text: z.string(),
    truncated: z.boolean().optional(),
  }),
  z.object({ type: z.literal('ended'), end: processEndSchema }),
]);

export type FromWorker = z.infer<typeof fromWorkerSchema>;

/** What MAO tells a worker: one process at a time, and at last what to print for PAL. */
export const toWorkerSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('start'),
    invocation: invocationSchema,
    limits: z.object({ idleSeconds: z.number().optional(), totalSeconds: z.number().optional() }),
  }),
  z.object({ type: z.literal('write'), line: z.string() }),
  z.object({ type: z.literal('close-input') }),
  z.object({ type: z.literal('stop') }),
  z.object({ type: z.literal('finish'), stdout: z.string(), exitCode: z.int() }),
]);

export type ToWorker = z.infer<typeof toWorkerSchema>;

/** A `start` message as an invocation and limits, where absent fields are absent. */
export function startOf(message: Extract<ToWorker, { readonly type: 'start' }>): {
  readonly invocation: Invocation;
  readonly limits: ProcessLimits;
} {
  const { idleSeconds, totalSeconds } = message.limits;
  return {
    invocation: { ...message.invocation, stdin: message.invocation.stdin },
    limits: {
      ...(idleSeconds === undefined ? {} : { idleSeconds }),
      ...(totalSeconds === undefined ? {} : { totalSeconds }),
    },
  };
}
