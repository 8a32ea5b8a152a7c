import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** How long something the bench CLI did took, by its own clock (epoch ms). */
export interface OwnTime {
  readonly what: string;
  readonly start: number;
  readonly end: number;
}

export const benchCli = resolve('test/bench/cli.mjs');

/** A throwaway folder with a workspace and a home; nothing of the user's is seen. */
export class WorkspaceLab {
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), 'mao-bench-')));
  readonly workspace = join(this.root, 'workspace');
  readonly home = join(this.root, 'home');
  readonly times = join(this.root, 'times');
  readonly environment = { PATH: process.env['PATH'] ?? '', HOME: this.home };

  constructor() {
    mkdirSync(this.workspace);
    mkdirSync(this.home);
  }

  write(path: string, text: string): void {
    const file = join(this.workspace, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  git(...args: readonly string[]): string {
    const identity = ['-c', 'user.name=User', '-c', 'user.email=user@example.com'];
    return execFileSync('git', [...identity, ...args], {
      cwd: this.workspace,
      env: this.environment,
      encoding: 'utf8',
    });
  }

  ownTimes(): readonly OwnTime[] {
    return readFileSync(this.times, 'utf8')
      .trim()
      .split('\n')
      .map((line) => {
        const [what = '', start, end] = line.split(' ');
        return { what, start: Number(start), end: Number(end) };
      });
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
