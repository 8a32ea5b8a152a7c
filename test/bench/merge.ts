import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Author, Resolution } from '../../src/core/ports/snapshotStore';
import { Lab } from '../integration/workspace/lab';
import { median, timed, type Measure } from './measure';

const workstreams = 5;
const files = 200;
/** Of the files that a workstream changes, every fifth is one that the one before changed at the same place. */
const each = files / workstreams;
const shared = each / 5;

const author = (index: number): Author => ({ name: `model-${index}`, email: `model-${index}@mao.invalid` });
const text = (name: string, writer?: number) =>
  Array.from({ length: 40 }, (_, line) =>
    line === 20 && writer !== undefined ? `by ${writer}\n` : `${name} ${line}\n`,
  ).join('');
const name = (index: number) => `src/file${index}.txt`;

/** The files of a workstream: its own, and the first ones of its neighbour. */
const touched = (index: number) => [
  ...Array.from({ length: each }, (_, at) => name(index * each + at)),
  ...(index === 0 ? [] : Array.from({ length: shared }, (_, at) => name((index - 1) * each + at))),
];

/** Merging five worktrees that changed 200 files, a fifth of them twice at the same place; whoever owns a file wins. */
export async function measureMerge(runs: number): Promise<readonly Measure[]> {
  const lab = new Lab();
  try {
    for (let index = 0; index < files; index += 1) lab.write(name(index), text(name(index)));
    const store = lab.store();
    const { commit: base } = await store.takeSnapshot();
    const commits: string[] = [];
    for (let index = 0; index < workstreams; index += 1) {
      const worktree = await store.addWorktree(`w${index}`, base);
      for (const path of touched(index)) lab.write(path, text(path, index), worktree.path);
      commits.push(await store.commitWorktree(worktree, author(index), 'work'));
    }
    let conflicts = 0;
    const mergeAll = async () => {
      let ours = commits[0] ?? base;
      conflicts = 0;
      for (const [index, theirs] of commits.entries()) {
        if (index === 0) continue;
        const merged = await store.merge(ours, theirs, author(index), 'merged');
        if (merged.kind === 'clean') {
          ours = merged.commit;
          continue;
        }
        conflicts += merged.files.length;
        const sides = merged.files.map(({ path }): Resolution => ({ kind: 'side', path, side: 'ours' }));
        ours = await store.resolveMerge({ tree: merged.tree, ours, theirs }, sides, author(index), 'resolved');
      }
    };
    const times: number[] = [];
    const beside: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      times.push(await timed(mergeAll));
      beside.push(await timed(() => gitMerge(lab, commits, run)));
    }
    if (conflicts !== shared * (workstreams - 1)) throw new Error(`${conflicts} conflicts were found.`);
    return [
      {
        name: 'merge of 5 worktrees, 200 files, 20 % conflicting',
        value: median(times),
        unit: 'ms',
        bar: 500,
        kind: 'most',
        beside: `git merge ${median(beside).toFixed(0)} ms, ${conflicts} conflicts`,
      },
    ];
  } finally {
    lab.remove();
  }
}

/** The same with git's own porcelain in a clone with a checkout. */
function gitMerge(lab: Lab, commits: readonly string[], run: number): void {
  const [repository] = execFileSync('find', [lab.data, '-name', '*.git', '-type', 'd'], { encoding: 'utf8' }).split(
    '\n',
  );
  if (repository === undefined) throw new Error('There is no snapshot repository.');
  const folder = join(lab.root, `merged-${run}`);
  lab.userGit(['--git-dir', repository, 'worktree', 'add', '-q', '--detach', folder, commits[0] ?? '']);
  for (const commit of commits.slice(1)) lab.userGit(['merge', '-q', '-X', 'ours', '-m', 'merged', commit], folder);
}
