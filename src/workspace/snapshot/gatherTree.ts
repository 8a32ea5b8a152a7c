import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { mustSucceed, type Git } from '../git/git';
import { fromBytes } from '../git/records';
import { addAll, dropEntries, inspect, runOn, writeEmptyTree, writeTree, type Stage } from './stageTree';

/**
 * The tree of a worktree as a model left it: a repository that it made inside is taken as the files that it holds, and
 * what is no file (pipes, sockets, unreadable ones) is left out.
 */
export async function gatherTree(git: Git, stage: Stage): Promise<string> {
  const { complete } = await addAll(git, stage);
  const [staged, plain] = await Promise.all([inspect(git, stage, complete), writeTree(git, stage, '')]);
  const nested = [
    ...staged.repositories,
    ...staged.failed.filter((path) => path.endsWith('/')).map((path) => path.slice(0, -1)),
  ];
  const unreadable = staged.failed.filter((path) => !path.endsWith('/'));
  if (nested.length === 0 && unreadable.length === 0 && plain !== undefined) return plain;
  await dropEntries(git, stage, [...staged.repositories, ...unreadable]);
  for (const path of nested) await enterNested(git, stage, path);
  const tree = await writeTree(git, stage, '');
  if (tree === undefined) throw new Error(`git could not write the tree of ${stage.workTree}.`);
  return tree;
}

async function enterNested(git: Git, stage: Stage, path: string): Promise<void> {
  const index = join(stage.layout.temporary, `index-${randomBytes(6).toString('hex')}`);
  const inner: Stage = { ...stage, workTree: join(stage.workTree, fromBytes(path)), index, pathspecs: ['.'] };
  try {
    const tree = await gatherTree(git, inner);
    if (tree === (await writeEmptyTree(git, stage.layout))) return;
    await mustSucceed(
      runOn(git, stage, ['read-tree', `--prefix=${fromBytes(path)}/`, tree]),
      'take in a nested repository',
    );
  } finally {
    await rm(index, { force: true });
  }
}
