import { mustSucceed, type Git } from '../git/git';
import { fromBytes, splitRecords } from '../git/records';
import type { RepositoryLayout } from './ownRepository';
import type { TreeEntry } from './readObjects';

/** A path on which a merge could not decide. `names` are the entries that git put into the merged tree for it. */
export interface Undecided {
  readonly path: string;
  readonly names: readonly string[];
  readonly base: TreeEntry | undefined;
  readonly ours: TreeEntry | undefined;
  readonly theirs: TreeEntry | undefined;
}

/** The tree of a merge that touched no checkout, and what it left undecided (none: clean). */
export interface MergedTree {
  readonly tree: string;
  readonly clean: boolean;
  readonly undecided: readonly Undecided[];
}

/** Merges two commits with `git merge-tree`, renames followed; the same commits always give the same result. */
export async function mergeTree(git: Git, layout: RepositoryLayout, ours: string, theirs: string): Promise<MergedTree> {
  const args = ['merge-tree', '--write-tree', '-z', '--no-messages', '--end-of-options', ours, theirs];
  const call = git.own({ cwd: layout.folder, env: { GIT_DIR: layout.gitDirectory }, args });
  const merged = await mustSucceed(call, 'merge', [0, 1]);
  const [tree = '', ...records] = splitRecords(merged.stdout);
  return { tree, clean: merged.exitCode === 0, undecided: readStages(records, ours, theirs) };
}

/**
 * Reads `<mode> <oid> <stage><tab><path>` records. Where a file and a folder want one name, git calls the file
 * `<path>~<commit>`; here it keeps its name.
 */
export function readStages(records: readonly string[], ours: string, theirs: string): Undecided[] {
  const found = new Map<string, { names: Set<string>; 1?: TreeEntry; 2?: TreeEntry; 3?: TreeEntry }>();
  const aside = new RegExp(`~(?:${ours}|${theirs})(?:_\\d+)?$`);
  for (const record of records) {
    const fields = /^(\d{6}) ([0-9a-f]+) ([123])\t([^]*)$/.exec(record);
    if (!fields) continue;
    const [, mode = '', oid = '', stage, bytes = ''] = fields;
    const name = fromBytes(bytes);
    const path = name.replace(aside, '');
    const entry = found.get(path) ?? { names: new Set<string>() };
    entry.names.add(name);
    if (stage === '1') entry[1] = { mode, oid };
    else if (stage === '2') entry[2] = { mode, oid };
    else entry[3] = { mode, oid };
    found.set(path, entry);
  }
  return [...found].map(([path, entry]) => ({
    path,
    names: [...entry.names],
    base: entry[1],
    ours: entry[2],
    theirs: entry[3],
  }));
}
