import type { HistoryCommit, WorkHistory } from '../../core/ports/workHistory';
import type { Git } from '../git/git';

const unit = '\x1f';
const readOnly = { GIT_OPTIONAL_LOCKS: '0' };
/** What git calls the commit before the first one. */
const emptyTree = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

function readCommit(record: string): readonly HistoryCommit[] {
  const [hash = '', time = '', author = '', subject = ''] = record.split(unit);
  return hash === '' ? [] : [{ hash, time, author, subject }];
}

/** What is below the workspace, without the journal: that an entry was committed is nothing to write about. */
const work = ['--', '.', ':(exclude)docs/journal'] as const;

/** Reads the history of the repository that the workspace lies in, with the user's git; only what is below the workspace. */
export function openWorkHistory(git: Git, workspace: string): WorkHistory {
  const ask = (args: readonly string[], maxBytes?: number) =>
    git.asUser({ cwd: workspace, args, env: readOnly, ...(maxBytes === undefined ? {} : { maxBytes }) });
  return {
    commitsSince: async (since, most) => {
      const format = `--format=%H${unit}%cI${unit}%an${unit}%s`;
      const after = since === undefined ? [] : [`--since-as-filter=${since}`];
      // --since takes whole seconds, so that a commit of the same second counts again: it is left out below.
      const { exitCode, stdout } = await ask(['log', '-z', `--max-count=${most}`, format, ...after, ...work]);
      if (exitCode !== 0) return [];
      const commits = stdout.toString('utf8').split('\0').flatMap(readCommit);
      const from = since === undefined ? -Infinity : Date.parse(since);
      return commits.filter(({ time }) => Date.parse(time) > from).toReversed();
    },
    diffOf: async (commits, maxBytes) => {
      const [first] = commits;
      const last = commits.at(-1);
      if (!first || !last) return '';
      const parent = await ask(['rev-parse', '--verify', '--quiet', `${first.hash}^`]);
      const from = parent.exitCode === 0 ? parent.stdout.toString('utf8').trim() : emptyTree;
      const args = ['diff', '--no-ext-diff', '--no-textconv', '--no-color', '--stat-count=80', '--stat', '--patch'];
      const { exitCode, stdout, cut } = await ask([...args, from, last.hash, ...work], maxBytes);
      return exitCode === 0 || cut ? stdout.subarray(0, maxBytes).toString('utf8') : '';
    },
  };
}
