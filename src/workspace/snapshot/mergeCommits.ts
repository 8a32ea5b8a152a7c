import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Author, ConflictFile, MergeResult, Resolution } from '../../core/ports/snapshotStore';
import { mustSucceed, type Git } from '../git/git';
import { joinRecords, toBytes } from '../git/records';
import { commitTree } from './commitTree';
import type { MergedTree, Undecided } from './mergeTree';
import type { RepositoryLayout } from './ownRepository';
import { readObjects, type TreeEntry } from './readObjects';
import { textOf } from './textOrBinary';
import { writeObject } from './writeObject';

const link = '120000';

/** Merges the trees of two commits, or answers what it was asked just before. */
export type MergeOnce = (ours: string, theirs: string) => Promise<MergedTree>;

/** Merges two commits: into a commit, or into a tree with conflict markers and the sides of every file in conflict. */
export async function mergeCommits(
  git: Git,
  layout: RepositoryLayout,
  merge: MergeOnce,
  ours: string,
  theirs: string,
  author: Author,
  message: string,
): Promise<MergeResult> {
  const merged = await merge(ours, theirs);
  if (merged.clean) {
    return { kind: 'clean', commit: await commitTree(layout, merged.tree, [ours, theirs], author, message) };
  }
  const oids = merged.undecided.flatMap((file) => entriesOf(file).map((entry) => entry.oid));
  const contents = await readObjects(git, layout, [...new Set(oids)]);
  return { kind: 'conflicted', tree: merged.tree, files: merged.undecided.map((file) => toConflict(file, contents)) };
}

/** Finishes a conflicted merge; rejects when a file is left undecided or the tree is not that of these two commits. */
export async function resolveMerge(
  git: Git,
  layout: RepositoryLayout,
  mergeOnce: MergeOnce,
  merge: { readonly tree: string; readonly ours: string; readonly theirs: string },
  resolutions: readonly Resolution[],
  author: Author,
  message: string,
): Promise<string> {
  const merged = await mergeOnce(merge.ours, merge.theirs);
  if (merged.tree !== merge.tree) throw new Error('The merge to finish is not the merge of these two commits.');
  const byPath = new Map(resolutions.map((resolution) => [resolution.path, resolution]));
  const open = merged.undecided.filter((file) => !byPath.has(file.path));
  if (open.length > 0) throw new Error(`Still in conflict: ${open.map((file) => file.path).join(', ')}`);
  const scratch = await mkdtemp(join(layout.temporary, 'merge-'));
  try {
    const none = '0'.repeat(merge.tree.length);
    const removals = merged.undecided
      .flatMap((file) => [file.path, ...file.names])
      .map((name) => `0 ${none}\t${toBytes(name)}`);
    const env = { GIT_DIR: layout.gitDirectory, GIT_INDEX_FILE: join(scratch, 'index') };
    const run = (args: readonly string[], stdin?: Uint8Array) =>
      mustSucceed(git.own({ cwd: layout.folder, env, args, ...(stdin ? { stdin } : {}) }), 'finish the merge');
    const [texts] = await Promise.all([storeTexts(layout, resolutions), run(['read-tree', merge.tree])]);
    const entries = merged.undecided.flatMap((file) => {
      const entry = decided(file, byPath.get(file.path), texts.get(file.path));
      return entry ? [`${entry.mode} ${entry.oid}\t${toBytes(file.path)}`] : [];
    });
    await run(['update-index', '--replace', '-z', '--index-info'], joinRecords([...new Set(removals), ...entries]));
    const tree = (await run(['write-tree'])).stdout.toString('utf8').trim();
    return await commitTree(layout, tree, [merge.ours, merge.theirs], author, message);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

const entriesOf = (file: Undecided): TreeEntry[] =>
  [file.base, file.ours, file.theirs].filter((entry) => entry !== undefined);

function toConflict(file: Undecided, contents: ReadonlyMap<string, Buffer>): ConflictFile {
  const text = (entry: TreeEntry | undefined) => textOf(contents.get(entry?.oid ?? '') ?? new Uint8Array());
  const binary = entriesOf(file).some((entry) => entry.mode === link || text(entry) === undefined);
  const side = (entry: TreeEntry | undefined) => (entry && !binary ? text(entry) : undefined);
  return { path: file.path, base: side(file.base), ours: side(file.ours), theirs: side(file.theirs), binary };
}

function decided(file: Undecided, resolution: Resolution | undefined, text: string | undefined): TreeEntry | undefined {
  if (resolution?.kind === 'side') return resolution.side === 'ours' ? file.ours : file.theirs;
  return text === undefined ? undefined : { mode: modeOfText(file), oid: text };
}

/** Whichever side changed the mode has its way; a link that becomes text becomes a file. */
function modeOfText(file: Undecided): string {
  const [ours, theirs] = [file.ours?.mode, file.theirs?.mode];
  const mode = theirs === undefined || ours !== file.base?.mode ? (ours ?? theirs) : theirs;
  return mode === '100755' ? mode : '100644';
}

/** Writes the texts as blobs; answers their object names by path. */
async function storeTexts(layout: RepositoryLayout, resolutions: readonly Resolution[]): Promise<Map<string, string>> {
  const texts = resolutions.filter((resolution) => resolution.kind === 'text');
  const stored = texts.map(
    async ({ path, text }) => [path, await writeObject(layout, 'blob', Buffer.from(text))] as const,
  );
  return new Map(await Promise.all(stored));
}
