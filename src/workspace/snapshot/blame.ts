import type { BlameRange } from '../../core/ports/snapshotStore';
import type { Git } from '../git/git';
import type { RepositoryLayout } from './ownRepository';

/** Who wrote which lines of a file since a commit; nothing for a file that is not there. */
export async function blame(
  git: Git,
  layout: RepositoryLayout,
  commit: string,
  path: string,
  since: string,
): Promise<BlameRange[]> {
  const env = { GIT_DIR: layout.gitDirectory };
  const args = ['blame', '--incremental', `${since}..${commit}`, '--', path];
  const blamed = await git.own({ cwd: layout.folder, env, args });
  if (blamed.exitCode === 0) return readIncremental(blamed.stdout.toString('utf8'));
  const exists = async (name: string) =>
    (await git.own({ cwd: layout.folder, env, args: ['cat-file', '-e', name] })).exitCode === 0;
  if ((await exists(commit)) && !(await exists(`${commit}:${path}`))) return [];
  throw new Error(`git could not find the authors of ${path} (exit code ${blamed.exitCode}): ${blamed.stderr.trim()}`);
}

/** Reads `git blame --incremental`: per range a header line, and the commit's details when it comes first. */
export function readIncremental(text: string): BlameRange[] {
  const authors = new Map<string, string>();
  const boundaries = new Set<string>();
  const ranges: { commit: string; start: number; end: number }[] = [];
  let commit = '';
  for (const line of text.split('\n')) {
    const header = /^([0-9a-f]{40,64}) \d+ (\d+) (\d+)$/.exec(line);
    if (header) {
      commit = header[1] ?? '';
      const start = Number(header[2]);
      ranges.push({ commit, start, end: start + Number(header[3]) - 1 });
    } else if (line.startsWith('author ')) authors.set(commit, line.slice('author '.length));
    else if (line === 'boundary') boundaries.add(commit);
  }
  const sorted = ranges.filter((range) => !boundaries.has(range.commit)).sort((a, b) => a.start - b.start);
  const joined: BlameRange[] = [];
  for (const range of sorted) {
    const last = joined.at(-1);
    if (last?.commit === range.commit && last.end + 1 === range.start) {
      joined.splice(-1, 1, { ...last, end: range.end });
    } else joined.push({ ...range, author: authors.get(range.commit) ?? '' });
  }
  return joined;
}
