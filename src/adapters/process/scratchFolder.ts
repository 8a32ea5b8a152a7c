import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a scratch folder holds: MCP configurations for CLIs, the line between PAL's workers and MAO. */
export type ScratchKind = 'mcp' | 'pal';

const pattern = /^mao-(?:mcp|pal)-(\d+)-/;

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another user is there, though it takes no signal.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Removes what processes left that were killed before they could: it may hold secrets of `.mcp.json`. */
async function sweep(temporary: string): Promise<void> {
  const left = (await readdir(temporary, { withFileTypes: true })).filter((entry) => {
    const pid = Number(pattern.exec(entry.name)?.[1]);
    return entry.isDirectory() && pid > 1 && !isRunning(pid);
  });
  // What is not ours to remove stays.
  await Promise.allSettled(left.map(({ name }) => rm(join(temporary, name), { recursive: true, force: true })));
}

/** A new folder of this process below `temporary` that only the user can read; the caller removes it, or the next process that wants one. */
export async function scratchFolder(kind: ScratchKind, temporary = tmpdir()): Promise<string> {
  const folder = await mkdtemp(join(temporary, `mao-${kind}-${process.pid}-`));
  await sweep(temporary).catch(() => undefined);
  return folder;
}
