import * as z from 'zod';

/** Consecutive lines of the new file (from 1, `end` included) that one model wrote. */
export const hunkSchema = z.object({
  model: z.string(),
  workstream: z.string(),
  lines: z.object({ start: z.int(), end: z.int() }),
});

export type Hunk = Readonly<z.infer<typeof hunkSchema>>;

/** What a run wants to do with one file; `needsTick` says why the user must tick it by hand. */
export const fileChangeSchema = z.object({
  path: z.string(),
  kind: z.enum(['create', 'modify', 'delete', 'rename']),
  from: z.string().optional(),
  hunks: z.array(hunkSchema),
  needsTick: z.string().optional(),
  binary: z.boolean().optional(),
});

export type FileChange = Readonly<z.infer<typeof fileChangeSchema>>;

export const refusedFileSchema = z.object({ path: z.string(), reason: z.string() });

export type RefusedFile = Readonly<z.infer<typeof refusedFileSchema>>;

/** The result of a run against its snapshot: applied only through review. `base` and `result` are commits of the snapshot repository. */
export interface ChangeSet {
  readonly runId: string;
  readonly base: string;
  readonly result: string;
  readonly files: readonly FileChange[];
  readonly refused: readonly RefusedFile[];
}
