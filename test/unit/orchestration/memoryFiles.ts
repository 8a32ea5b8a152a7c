import type { FoundFile, WorktreeFiles } from '../../../src/core/ports/worktreeFiles';

/** A worktree in memory: `texts` by path; `barred` paths are refused, `binary` ones are no text. `writes` counts what was written. */
export class MemoryFiles implements WorktreeFiles {
  readonly texts: Map<string, string>;
  writes = 0;

  constructor(
    texts: Readonly<Record<string, string>>,
    private readonly special: Readonly<Record<string, 'refused' | 'opaque'>> = {},
  ) {
    this.texts = new Map(Object.entries(texts));
  }

  find(path: string): Promise<FoundFile> {
    const kind = this.special[path];
    const text = this.texts.get(path);
    if (kind) return Promise.resolve({ kind, reason: 'is special' });
    return Promise.resolve(text === undefined ? { kind: 'none' } : { kind: 'text', text });
  }

  write(files: ReadonlyMap<string, string | undefined>): Promise<void> {
    this.writes += 1;
    for (const [path, text] of files) {
      if (text === undefined) this.texts.delete(path);
      else this.texts.set(path, text);
    }
    return Promise.resolve();
  }
}
