import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { initFiles, type InitFile } from '../core/initFiles';
import { templatesSchema } from '../core/templates';
import { promptTemplates } from '../planning/promptTemplates';
import { stateFailure } from '../workspace/state/stateFailure';

/** What became of one file; `theirs` is the text that stands there, where it is another one. */
export type InitOutcome = { readonly kind: 'written' | 'same' } | { readonly kind: 'differs'; readonly theirs: string };

/** The files of `mao init`, from the package's `templates.json`. */
export async function readInitFiles(templates: string): Promise<readonly InitFile[]> {
  const { init } = templatesSchema.parse(JSON.parse(await readFile(templates, 'utf8')));
  return initFiles(init, promptTemplates());
}

/**
 * Writes a file where there is none; never over one, also not over one that appears meanwhile. Rejects with a failure that says what
 * to do when the disk refuses.
 */
export async function writeIfMissing(workspace: string, { path, text }: InitFile): Promise<InitOutcome> {
  const target = join(workspace, path);
  try {
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, text, { flag: 'wx' });
    return { kind: 'written' };
  } catch (cause) {
    if (!existsSync(target)) throw stateFailure(target, cause);
    const theirs = await readFile(target, 'utf8');
    return theirs === text ? { kind: 'same' } : { kind: 'differs', theirs };
  }
}
