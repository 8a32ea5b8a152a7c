import { mustSucceed, type Git } from '../git/git';
import { fromBytes, joinRecords, splitRecords } from '../git/records';
import type { RepositoryLayout } from './ownRepository';

/** A file as git stores it: `mode` in git's octal words (`100644`, `100755`, `120000` for a symbolic link). */
export interface TreeEntry {
  readonly mode: string;
  readonly oid: string;
}

/** A path that differs between two commits, renames as delete and create. */
export interface TreeChange {
  readonly path: string;
  readonly before: TreeEntry | undefined;
  readonly after: TreeEntry | undefined;
}

/** The contents of objects by the name they were asked for (`<oid>`, `<commit>:<path>`); absent ones are left out. */
export async function readObjects(
  git: Git,
  layout: RepositoryLayout,
  names: readonly string[],
): Promise<Map<string, Buffer>> {
  const contents = new Map<string, Buffer>();
  if (names.length === 0) return contents;
  const call = {
    cwd: layout.folder,
    env: { GIT_DIR: layout.gitDirectory },
    args: ['cat-file', '--batch', '--buffer', '-z'],
    stdin: joinRecords(names.map((name) => Buffer.from(name, 'utf8').toString('latin1'))),
  };
  const { stdout } = await mustSucceed(git.own(call), 'read objects');
  let at = 0;
  for (const name of names) {
    const missing = Buffer.from(`${name} missing\n`, 'utf8');
    if (stdout.subarray(at, at + missing.length).equals(missing)) {
      at += missing.length;
      continue;
    }
    const end = stdout.indexOf(10, at);
    const header = /^[0-9a-f]+ (\w+) (\d+)$/.exec(stdout.toString('latin1', at, end));
    if (!header) throw new Error(`git answered what can not be read for ${name}.`);
    const size = Number(header[2]);
    if (header[1] === 'blob') contents.set(name, stdout.subarray(end + 1, end + 1 + size));
    at = end + 1 + size + 1;
  }
  return contents;
}

/** All paths in which two commits differ. */
export async function listChanges(git: Git, layout: RepositoryLayout, from: string, to: string): Promise<TreeChange[]> {
  const args = ['diff-tree', '-r', '-z', '--raw', '--no-renames', '--no-abbrev', '--end-of-options', from, to];
  const call = git.own({ cwd: layout.folder, env: { GIT_DIR: layout.gitDirectory }, args });
  const records = splitRecords((await mustSucceed(call, 'compare commits')).stdout);
  const changes: TreeChange[] = [];
  for (let at = 0; at + 1 < records.length; at += 2) {
    const [modeBefore = '', modeAfter = '', oidBefore = '', oidAfter = ''] = (records[at] ?? '').slice(1).split(' ');
    changes.push({
      path: fromBytes(records[at + 1] ?? ''),
      before: modeBefore === '000000' ? undefined : { mode: modeBefore, oid: oidBefore },
      after: modeAfter === '000000' ? undefined : { mode: modeAfter, oid: oidAfter },
    });
  }
  return changes;
}

/** All paths of a commit, sorted by code units. */
export async function listFiles(git: Git, layout: RepositoryLayout, commit: string): Promise<string[]> {
  const args = ['ls-tree', '-r', '-z', '--name-only', '--full-tree', commit];
  const call = git.own({ cwd: layout.folder, env: { GIT_DIR: layout.gitDirectory }, args });
  return splitRecords((await mustSucceed(call, 'list files')).stdout)
    .map(fromBytes)
    .sort();
}
