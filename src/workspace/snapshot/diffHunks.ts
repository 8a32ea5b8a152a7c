import type { ChangeHunk, LineSpan } from '../../core/changeHunk';
import { mustSucceed, type Git } from '../git/git';
import type { RepositoryLayout } from './ownRepository';

const header = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/gm;

/** In a hunk's header an empty side is named by the line before it. */
function spanOf(start = '0', length = '1'): LineSpan {
  const count = Number(length);
  return { start: count === 0 ? Number(start) : Number(start) - 1, count };
}

/** Where two blobs of the repository differ, always the same for the same two; none for binary content. */
export async function diffHunks(
  git: Git,
  layout: RepositoryLayout,
  base: string,
  result: string,
): Promise<readonly ChangeHunk[]> {
  const form = ['--unified=0', '--no-color', '--no-ext-diff', '--no-textconv', '--diff-algorithm=histogram'];
  const whole = ['--inter-hunk-context=0', '--no-indent-heuristic', '--end-of-options'];
  const args = ['diff', ...form, ...whole, base, result];
  const call = git.own({ cwd: layout.folder, env: { GIT_DIR: layout.gitDirectory }, args });
  const { stdout } = await mustSucceed(call, 'compare a file');
  return [...stdout.toString('latin1').matchAll(header)].map(([, at, lines, to, added]) => ({
    base: spanOf(at, lines),
    result: spanOf(to, added),
  }));
}
