import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createGit, type Git } from '../../../src/workspace/git/git';
import { createSnapshotStore, type GitSnapshotStore } from '../../../src/workspace/snapshot/snapshotStore';

/** Where git is on this machine, as the composition root would find it. */
export const gitPath = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();

/** A throwaway folder with a workspace, MAO's data folder and a home of its own. */
export class Lab {
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), 'mao-test-')));
  readonly workspace = join(this.root, 'workspace');
  readonly data = join(this.root, 'data');
  readonly home = join(this.root, 'home');
  readonly environment: Record<string, string | undefined> = { PATH: process.env['PATH'], HOME: this.home };
  readonly git: Git = createGit({ path: gitPath, environment: this.environment, assertMayExecute: () => undefined });

  constructor() {
    mkdirSync(this.workspace);
    mkdirSync(this.home);
  }

  store(runId = 'run-1', link: readonly string[] = [], workspace = this.workspace): GitSnapshotStore {
    const { git, data: dataDirectory, environment } = this;
    return createSnapshotStore({ git, workspace, dataDirectory, runId, link, environment });
  }

  /** The user's git, in the workspace unless another folder is named. */
  userGit(args: readonly string[], cwd = this.workspace, input?: string): string {
    const identity = ['-c', 'user.name=User', '-c', 'user.email=user@example.com', '-c', 'protocol.file.allow=always'];
    const env = { ...this.environment, GIT_CONFIG_NOSYSTEM: '1' };
    return execFileSync(gitPath, [...identity, ...args], {
      cwd,
      env,
      encoding: 'utf8',
      input,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
  }

  write(path: string, content: string | Uint8Array, folder = this.workspace): void {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** Every file and link below a folder with a hash of its content, so that two states can be compared. */
export function fingerprint(folder: string, below = ''): Record<string, string> {
  const found: Record<string, string> = {};
  for (const entry of readdirSync(join(folder, below), { withFileTypes: true })) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) Object.assign(found, { [`${path}/`]: 'folder' }, fingerprint(folder, path));
    else if (entry.isSymbolicLink()) found[path] = `-> ${readlinkSync(join(folder, path))}`;
    else if (entry.isFile()) {
      found[path] = createHash('sha256')
        .update(readFileSync(join(folder, path)))
        .digest('hex');
    } else found[path] = 'special';
  }
  return found;
}
