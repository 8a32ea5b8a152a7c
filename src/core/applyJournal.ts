import * as z from 'zod';

/** The state of a file at one moment: sha256 of its bytes, and its mode. `offset`: where its bytes lie among the pre-images. */
const fileImageSchema = z.object({
  hash: z.string(),
  size: z.int().min(0),
  mode: z.int().min(0),
  offset: z.int().min(0).optional(),
});

export type FileImage = Readonly<z.infer<typeof fileImageSchema>>;

/**
 * One file of an apply or revert. `disk` is what stood on disk; `before` what an editor held unsaved, where that was
 * another text; `after` what was to stand there. Null: no file.
 */
const journalFileSchema = z.object({
  path: z.string(),
  from: z.string().optional(),
  disk: fileImageSchema.nullable(),
  before: fileImageSchema.nullable().optional(),
  after: fileImageSchema.nullable(),
});

export type JournalFile = Readonly<z.infer<typeof journalFileSchema>>;

/** The record of an apply or revert, on disk before the first file is touched. `folders` are those it had to make. */
export const applyJournalSchema = z.object({
  version: z.literal(1),
  runId: z.string(),
  kind: z.enum(['apply', 'revert']),
  state: z.enum(['begun', 'committed', 'rolled-back']),
  process: z.object({ pid: z.int(), started: z.string() }),
  folders: z.array(z.string()),
  files: z.array(journalFileSchema),
});

export type ApplyJournal = Readonly<z.infer<typeof applyJournalSchema>>;
