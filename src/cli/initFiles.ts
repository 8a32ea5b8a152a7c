import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** One file of `mao init`; `path` relative to the workspace. */
export interface InitFile {
  readonly path: string;
  writeIfMissing(workspace: string): Promise<'written' | 'same' | 'differs'>;
}

/** The paths that Initialize writes, each beside its source in `resources/init`. */
export const initPaths = ['.claude/models/registry.md', '.claude/models/task-routing.md', '.mcp.json'] as const;

async function writeNew(target: string, text: string): Promise<'written' | 'same' | 'differs'> {
  await mkdir(dirname(target), { recursive: true });
  try {
    await writeFile(target, text, { flag: 'wx' });
    return 'written';
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')) throw cause;
    return (await readFile(target, 'utf8')) === text ? 'same' : 'differs';
  }
}

/** The files of `mao init`, read from `resources` (the package's `resources/init` folder). */
export function initFiles(resources: string): readonly InitFile[] {
  return initPaths.map((path) => ({
    path,
    writeIfMissing: async (workspace) =>
      writeNew(join(workspace, path), await readFile(join(resources, sourceName(path)), 'utf8')),
  }));
}

/** `.claude/models/registry.md` lies in resources as `registry.md`, `.mcp.json` as `mcp.json`. */
function sourceName(path: string): string {
  return (path.split('/').at(-1) ?? path).replace(/^\./, '');
}
