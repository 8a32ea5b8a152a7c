import type { DiffFile } from '../../core/ports/snapshotStore';
import { mustSucceed, type Git } from '../git/git';
import { fromBytes, splitRecords } from '../git/records';
import type { RepositoryLayout } from './ownRepository';

/** What differs between two commits, renames found (`-M`: at least half of the lines alike). */
export async function diffCommits(git: Git, layout: RepositoryLayout, from: string, to: string): Promise<DiffFile[]> {
  const args = ['diff-tree', '-r', '-z', '-M', '--raw', '--numstat', '--no-ext-diff', '--end-of-options', from, to];
  const call = git.own({ cwd: layout.folder, env: { GIT_DIR: layout.gitDirectory }, args });
  const records = splitRecords((await mustSucceed(call, 'compare commits')).stdout);
  const files: Omit<DiffFile, 'binary' | 'added' | 'removed'>[] = [];
  const counts: { binary: boolean; added: number; removed: number }[] = [];
  for (let at = 0; at < records.length; at++) {
    const record = records[at] ?? '';
    if (record.startsWith(':')) {
      const [, mode, , , status = ''] = record.split(' ');
      const path = fromBytes(records[++at] ?? '');
      const link = mode === '120000' ? ({ link: true } as const) : {};
      if (status.startsWith('R')) {
        files.push({ kind: 'rename', from: path, path: fromBytes(records[++at] ?? ''), ...link });
      } else files.push({ kind: status === 'A' ? 'create' : status === 'D' ? 'delete' : 'modify', path, ...link });
    } else {
      const [added = '', removed = '', path] = record.split('\t');
      if (path === '') at += 2; // a rename: both names follow as records of their own
      counts.push({ binary: added === '-', added: Number(added) || 0, removed: Number(removed) || 0 });
    }
  }
  return files.map((file, at) => ({ ...file, ...(counts[at] ?? { binary: false, added: 0, removed: 0 }) }));
}

/** The unified diff of two commits; what exceeds `maxBytes` is cut at a line end, with a note. */
export async function diffText(
  git: Git,
  layout: RepositoryLayout,
  from: string,
  to: string,
  maxBytes: number,
): Promise<string> {
  const args = [
    'diff-tree',
    '-r',
    '-p',
    '-M',
    '--no-color',
    '--no-ext-diff',
    '--no-textconv',
    '--end-of-options',
    from,
    to,
  ];
  const call = git.own({ cwd: layout.folder, env: { GIT_DIR: layout.gitDirectory }, args, maxBytes });
  const { stdout } = await mustSucceed(call, 'compare commits');
  if (stdout.length <= maxBytes) return stdout.toString('utf8');
  const end = stdout.lastIndexOf(10, maxBytes - 1);
  return `${stdout.toString('utf8', 0, end + 1)}[the diff goes on: cut after ${maxBytes} bytes]\n`;
}
