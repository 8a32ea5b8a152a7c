import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PathGuard } from '../../../../src/core/ports/pathGuard';
import { createPathGuard } from '../../../../src/workspace/paths/pathGuard';

/**
 * Makes `root`/work, a workspace with every trap that a file system has: links to files and folders, inside and outside,
 * dangling ones, hard links, a pipe, a submodule, git directories under other names. Gives the guard over it.
 */
export function trappedWorkspace(root: string): PathGuard {
  const workspace = join(root, 'work');
  for (const folder of [
    'work/src/deep',
    'work/.git',
    'work/real-git/hooks',
    'work/.mao',
    'work/hooks',
    'work/module/lib',
    'work-sibling',
    'outside',
  ]) {
    mkdirSync(join(root, folder), { recursive: true });
  }
  writeFileSync(join(workspace, 'src/file.ts'), 'x');
  writeFileSync(join(root, 'outside/secret'), 's');
  writeFileSync(join(workspace, 'module/.git'), 'gitdir: elsewhere\n');
  writeFileSync(join(workspace, 'src/linked.ts'), 'x');
  linkSync(join(workspace, 'src/linked.ts'), join(root, 'outside/other-name'));
  symlinkSync(join(root, 'outside'), join(workspace, 'out'));
  symlinkSync('src', join(workspace, 'alias'));
  symlinkSync('file.ts', join(workspace, 'src/link.ts'));
  symlinkSync('/nowhere', join(workspace, 'dangling'));
  symlinkSync('real-git', join(workspace, 'git-alias'));
  execFileSync('mkfifo', [join(workspace, 'pipe')]);
  return createPathGuard({
    workspace,
    gitDirectories: [join(workspace, '.git'), join(workspace, 'real-git')],
    stateDirectory: join(workspace, '.mao'),
    hookDirectories: [join(workspace, 'hooks')],
  });
}
