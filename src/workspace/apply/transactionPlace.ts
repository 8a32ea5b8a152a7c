import { rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { PathGuard } from '../../core/ports/pathGuard';
import type { FileWriter } from './workspaceFile';

/** What an apply, a rollback and a recovery work with. */
export interface TransactionPlace {
  readonly workspace: string;
  readonly guard: PathGuard;
  readonly writer: FileWriter;
}

/** Removes folders, innermost first, that have nothing in them. */
export async function removeEmpty(workspace: string, folders: readonly string[]): Promise<void> {
  for (const folder of [...folders].sort((one, other) => other.length - one.length)) {
    await rmdir(join(workspace, folder)).catch(() => undefined);
  }
}
