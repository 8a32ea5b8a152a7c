import { l10n, Uri, window, type Disposable } from 'vscode';
import * as z from 'zod/mini';
import { UsageError } from '../../core/usageError';
import { hunkAt, type HunkRow } from '../../presentation/hunkRows';
import { resultOf } from '../changes/sidesProvider';
import { commandIds, type CommandId } from '../contributions';
import type { Deps, Shell } from '../shell';
import { registerCommand } from './register';

const byName = z.object({ runId: z.string(), path: z.string(), number: z.number() });
/** What VS Code gives from the menu of a line number (from 1). */
const gutter = z.object({ uri: z.unknown(), lineNumber: z.number() });

/** The hunk that a command means: the named one, that of a line number, else the one at the cursor. */
async function meantHunk(shell: Shell, argument: unknown): Promise<{ runId: string; row: HunkRow } | undefined> {
  const exact = byName.safeParse(argument);
  if (exact.success) {
    const { runId, path, number } = exact.data;
    const row = (await shell.hunks.rows(runId, path))[number];
    return row && { runId, row };
  }
  const byLine = gutter.safeParse(argument);
  const editor = window.activeTextEditor;
  const named = byLine.success && byLine.data.uri instanceof Uri ? byLine.data.uri : undefined;
  const uri = named ?? editor?.document.uri;
  const line = byLine.success ? byLine.data.lineNumber - 1 : editor?.selection.active.line;
  const file = uri && resultOf(uri);
  if (!file || line === undefined) return undefined;
  const row = hunkAt(await shell.hunks.rows(file.runId, file.path), line);
  return row && { runId: file.runId, row };
}

function registerChoice(deps: Deps, id: CommandId, accepted: boolean): Disposable {
  return registerCommand(deps, id, async (shell, argument) => {
    const meant = await meantHunk(shell, argument);
    if (!meant) throw new UsageError(l10n.t('Put the cursor into a change of a proposed file, on the right side.'));
    shell.hunks.choose(meant.runId, meant.row, accepted);
  });
}

/** Accepts one hunk of a proposed file again. */
export const registerAcceptHunk = (deps: Deps): Disposable => registerChoice(deps, commandIds.acceptHunk, true);

/** Refuses one hunk of a proposed file: Apply leaves it out. */
export const registerRefuseHunk = (deps: Deps): Disposable => registerChoice(deps, commandIds.refuseHunk, false);
