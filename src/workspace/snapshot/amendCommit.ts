import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Amendment, Author } from '../../core/ports/snapshotStore';
import { line, mustSucceed, type Git } from '../git/git';
import { joinRecords, splitRecords, toBytes } from '../git/records';
import { commitTree } from './commitTree';
import type { RepositoryLayout } from './ownRepository';
import type { TreeEntry } from './readObjects';

/** A commit on top of `commit` in which the named files are changed and nothing else; `commit` when that changes nothing. */
export async function amendCommit(
  git: Git,
  layout: RepositoryLayout,
  commit: string,
  changes: readonly Amendment[],
  author: Author,
  message: string,
): Promise<string> {
  const scratch = await mkdtemp(join(layout.temporary, 'amend-'));
  const env = { GIT_DIR: layout.gitDirectory, GIT_INDEX_FILE: join(scratch, 'index') };
  const run = (args: readonly string[], stdin?: Uint8Array | string) =>
    mustSucceed(
      git.own({ cwd: layout.folder, env, args, ...(stdin === undefined ? {} : { stdin }) }),
      'amend a commit',
    );
  /** The file (not a folder) that stands under a path of a commit. */
  const entryOf = async (from: string, path: string): Promise<TreeEntry | undefined> => {
    const [record = ''] = splitRecords((await run(['ls-tree', '-z', '--full-tree', from, '--', path])).stdout);
    const fields = /^(\d{6}) (?:blob|commit) ([0-9a-f]+)\t/.exec(record);
    return fields ? { mode: fields[1] ?? '', oid: fields[2] ?? '' } : undefined;
  };
  const amended = async (change: Amendment): Promise<TreeEntry | undefined> => {
    if (change.kind === 'restore') return entryOf(change.from, change.path);
    const oid = line(await run(['hash-object', '-w', '--no-filters', '--stdin'], change.text));
    return { mode: (await entryOf(commit, change.path))?.mode === '100755' ? '100755' : '100644', oid };
  };
  try {
    await run(['read-tree', commit]);
    const entries = await Promise.all(changes.map(amended));
    const removals = changes.map(({ path }) => `0 ${'0'.repeat(commit.length)}\t${toBytes(path)}`);
    const additions = changes.flatMap(({ path }, at) => {
      const entry = entries[at];
      return entry ? [`${entry.mode} ${entry.oid}\t${toBytes(path)}`] : [];
    });
    await run(['update-index', '--replace', '-z', '--index-info'], joinRecords([...removals, ...additions]));
    const tree = line(await run(['write-tree']));
    if (tree === line(await run(['rev-parse', `${commit}^{tree}`]))) return commit;
    return await commitTree(layout, tree, [commit], author, message);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
