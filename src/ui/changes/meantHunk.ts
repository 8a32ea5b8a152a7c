import { l10n, Uri, window } from 'vscode';
import * as z from 'zod/mini';
import { UsageError } from '../../core/usageError';
import { hunkAt, type HunkRow } from '../../presentation/hunkRows';
import type { Hunks } from './hunks';
import { resultOf } from './sidesProvider';

const exactSchema = z.object({ runId: z.string(), path: z.string(), number: z.number() });
/** What VS Code gives from the menu of a line number (from 1). */
const gutterSchema = z.object({ uri: z.unknown(), lineNumber: z.number() });

interface MeantHunk {
  readonly runId: string;
  readonly row: HunkRow;
}

async function find(hunks: Hunks, argument: unknown): Promise<MeantHunk | undefined> {
  const exact = exactSchema.safeParse(argument);
  if (exact.success) {
    const { runId, path, number } = exact.data;
    const row = (await hunks.rows(runId, path))[number];
    return row && { runId, row };
  }
  const gutter = gutterSchema.safeParse(argument);
  const editor = window.activeTextEditor;
  const named = gutter.success && gutter.data.uri instanceof Uri ? gutter.data.uri : undefined;
  const uri = named ?? editor?.document.uri;
  const line = gutter.success ? gutter.data.lineNumber - 1 : editor?.selection.active.line;
  const file = uri && resultOf(uri);
  if (!file || line === undefined) return undefined;
  const row = hunkAt(await hunks.rows(file.runId, file.path), line);
  return row && { runId: file.runId, row };
}

/** The hunk that a command's argument means: the named one, that of a line number, else the one at the cursor; a `UsageError` when none is. */
export async function meantHunk(hunks: Hunks, argument: unknown): Promise<MeantHunk> {
  const meant = await find(hunks, argument);
  if (!meant) throw new UsageError(l10n.t('Put the cursor into a change of a proposed file, on the right side.'));
  return meant;
}
