import { cpSync, mkdirSync, mkdtempSync, realpathSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { execaSync } from 'execa';

/** What the sample's package.json asks for; linked from this project, so that nothing is installed. */
const packages = { typescript: 'typescript', '@types/node': '@types/node', '.bin/tsc': 'typescript/bin/tsc' } as const;

/** A copy of the sample project in a folder of its own, ready for its checks, with a git history of one commit. The caller removes it. */
export function copySampleProject(prefix = 'mao-sample-'): string {
  const folder = join(realpathSync(mkdtempSync(join(tmpdir(), prefix))), 'shelf');
  cpSync(resolve('resources/sample'), folder, { recursive: true });
  for (const [name, target] of Object.entries(packages)) {
    const link = join(folder, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    const kind = name.startsWith('.bin') ? 'file' : 'junction';
    symlinkSync(resolve('node_modules', target), link, kind);
  }
  const git = (...args: readonly string[]) => execaSync('git', ['-C', folder, ...args]);
  git('init', '--quiet', '--initial-branch=main');
  git('add', '--all');
  const identity = ['-c', 'user.name=Sample', '-c', 'user.email=sample@example.org', '-c', 'commit.gpgsign=false'];
  git(...identity, 'commit', '--quiet', '--no-verify', '-m', 'Shelf: members');
  return folder;
}
