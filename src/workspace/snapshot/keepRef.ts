import { randomBytes } from 'node:crypto';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { RepositoryLayout } from './ownRepository';

/**
 * Lets a ref of MAO's repository name a commit, as a loose ref (gitrepository-layout(5), "refs"), which git reads before
 * packed ones. Saves a process for each commit kept; throws for what is no object name, and with the file system's error.
 */
export function keepRef(layout: RepositoryLayout, ref: string, commit: string): void {
  if (!isObjectName(layout, commit)) throw new Error(`Not the name of a commit: ${commit}`);
  const file = join(layout.gitDirectory, ref);
  mkdirSync(dirname(file), { recursive: true });
  const draft = join(layout.temporary, `ref-${randomBytes(6).toString('hex')}`);
  writeFileSync(draft, `${commit}\n`, { flag: 'wx' });
  renameSync(draft, file);
}

/** Whether a text is a whole object name, so that git need not be asked what it stands for. */
export function isObjectName({ objectFormat }: RepositoryLayout, text: string): boolean {
  return (objectFormat === 'sha1' ? /^[0-9a-f]{40}$/ : /^[0-9a-f]{64}$/).test(text);
}
