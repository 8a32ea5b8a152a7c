import { execFileSync } from 'node:child_process';
import { globSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { createGit } from '../../src/workspace/git/git';
import { createSnapshotStore } from '../../src/workspace/snapshot/snapshotStore';
import { alternated, median, timed, type Measure } from './measure';
import { WorkspaceLab } from './workspaceLab';

const fileCount = 10_000;

/** A snapshot of a git workspace of 10,000 files beside `git status`, and five worktrees beside `git worktree add`. */
export async function measureSnapshot(runs: number): Promise<readonly Measure[]> {
  const lab = new WorkspaceLab();
  try {
    for (let index = 0; index < fileCount; index += 1) {
      lab.write(
        `src/${Math.floor(index / 100)}/file${index}.ts`,
        `export const value${index} = ${index};\n`.repeat(20),
      );
    }
    // As in real life, files older than the index: git reads those of its very second again each time.
    const hourAgo = new Date(Date.now() - 3_600_000);
    for (const name of globSync('src/**/*.ts', { cwd: lab.workspace })) {
      utimesSync(join(lab.workspace, name), hourAgo, hourAgo);
    }
    lab.git('init', '-q');
    lab.git('add', '-A');
    lab.git('commit', '-qm', 'ten thousand files');
    lab.git('status');
    const path = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
    const git = createGit({ path, environment: lab.environment, assertMayExecute: () => undefined });
    const store = createSnapshotStore({
      git,
      workspace: lab.workspace,
      dataDirectory: join(lab.root, 'data'),
      runId: 'bench',
      link: [],
      environment: lab.environment,
    });
    const { commit } = await store.takeSnapshot();
    const { a: snapshot, b: status } = await alternated(
      runs,
      () => store.takeSnapshot(),
      () => lab.git('status', '--porcelain'),
    );

    // One of each in turn, and nothing removed before the end: ext4 without a journal passes over the inodes of files that
    // went in the last minutes one by one, which makes whoever comes next many times slower.
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let run = 0; run < 3; run += 1) {
      let our = 0;
      let their = 0;
      for (let index = 0; index < 5; index += 1) {
        const name = `${run}-${index}`;
        const addOurs = async (): Promise<number> => (our += await timed(() => store.addWorktree(`w${name}`, commit)));
        const addTheirs = async (): Promise<number> =>
          (their += await timed(() => lab.git('worktree', 'add', '-q', '--detach', join(lab.root, `git-${name}`))));
        for (const add of index % 2 === run % 2 ? [addOurs, addTheirs] : [addTheirs, addOurs]) await add();
      }
      ours.push(our);
      theirs.push(their);
    }
    return [
      {
        name: 'snapshot of 10,000 files / git status',
        value: snapshot / status,
        unit: 'x',
        bar: 2,
        kind: 'most',
        beside: `${snapshot.toFixed(0)} ms; git status ${status.toFixed(0)} ms`,
      },
      {
        name: '5 worktrees / git worktree add',
        value: median(ours) / median(theirs),
        unit: 'x',
        bar: 1.2,
        kind: 'most',
        beside: `${median(ours).toFixed(0)} ms; git ${median(theirs).toFixed(0)} ms`,
      },
    ];
  } finally {
    lab.remove();
  }
}
