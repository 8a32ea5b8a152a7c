import { existsSync, lstatSync } from 'node:fs';
import { join } from 'node:path';
import type { ChangeSet, FileChange } from '../../../src/core/changeSet';
import type { ApplyPlan, ApplySelection, ChangeApplier } from '../../../src/core/ports/changeApplier';
import { createChangeApplier } from '../../../src/workspace/apply/changeApplier';
import type { FileWriter } from '../../../src/workspace/apply/workspaceFile';
import { createPathGuard } from '../../../src/workspace/paths/pathGuard';
import type { GitSnapshotStore } from '../../../src/workspace/snapshot/snapshotStore';
import { fingerprint, Lab } from './lab';

/** A workspace, a run whose result a test writes, and an applier. */
export class ApplyLab extends Lab {
  readonly store1: GitSnapshotStore = this.store();
  readonly stateDirectory = join(this.workspace, '.mao');
  readonly guard = createPathGuard({
    workspace: this.workspace,
    gitDirectories: [join(this.workspace, '.git')],
    stateDirectory: this.stateDirectory,
  });
  private count = 0;

  applier(writer?: FileWriter): ChangeApplier {
    const { git, store1: store, workspace, stateDirectory, guard } = this;
    return createChangeApplier({ git, store, workspace, stateDirectory, guard, ...(writer ? { writer } : {}) });
  }

  /** The change set of a run that does `work` in a worktree of the workspace as it is now. */
  async run(work: (folder: string) => void, runId = 'run-1'): Promise<ChangeSet> {
    const { commit: base } = await this.store1.takeSnapshot();
    const worktree = await this.store1.addWorktree(`w${this.count++}`, base);
    work(worktree.path);
    const result = await this.store1.commitWorktree(worktree, { name: 'opus', email: 'o@mao.invalid' }, 'work');
    const files = (await this.store1.diff(base, result)).map(({ path, kind, from }): FileChange => ({
      path,
      kind,
      hunks: [],
      ...(from === undefined ? {} : { from }),
    }));
    return { runId, base, result, files, refused: [] };
  }

  async apply(changes: ChangeSet, selection: ApplySelection = {}, applier = this.applier()): Promise<ApplyPlan> {
    const plan = await applier.plan(changes, selection);
    const transaction = await applier.begin(plan, 'apply');
    await transaction.writeToDisk();
    await transaction.commit();
    return plan;
  }

  async revert(runId = 'run-1', applier = this.applier()): Promise<ApplyPlan | undefined> {
    const plan = await applier.planRevert(runId);
    if (!plan) return undefined;
    const transaction = await applier.begin(plan, 'revert');
    await transaction.writeToDisk();
    await transaction.commit();
    return plan;
  }

  /** Content and mode of everything in the workspace but git's and MAO's folders. */
  state(): Record<string, string> {
    const entries = Object.entries(fingerprint(this.workspace)).filter(([path]) => !/^\.(git|mao)\//.test(path));
    return Object.fromEntries(
      entries.map(([path, hash]) => {
        const { mode } = lstatSync(join(this.workspace, path));
        return [path, `${(mode & 0o7777).toString(8)} ${hash}`];
      }),
    );
  }

  has(path: string): boolean {
    return existsSync(join(this.workspace, path));
  }
}

/** Twenty lines, the first of them changed to what is given. */
export const lines = (...changed: string[]): string =>
  Array.from({ length: 20 }, (_, i) => `${changed[i] ?? `line ${i + 1}`}\n`).join('');

/** A lab whose workspace has a file of every kind: several forms of text, and bytes. */
export function mixedLab(): ApplyLab {
  const lab = new ApplyLab();
  lab.write('src/a.ts', lines());
  lab.write('src/b.ts', lines());
  lab.write('src/gone.ts', 'gone\n');
  lab.write('src/old.ts', lines('old'));
  lab.write('crlf.txt', lines().replaceAll('\n', '\r\n'));
  lab.write('bom.txt', '\uFEFFtext\n');
  lab.write('bin.dat', Buffer.from([0, 1, 2]));
  return lab;
}
